"""The models: from text to token states, from states to statements."""
