"""The review page (`attrib serve`): a newsroom corrects what the model got wrong, and keeps its corrections."""
