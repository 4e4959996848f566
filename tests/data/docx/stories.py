"""Four short articles in the project's own words, CC0: what the Word files of the tests say."""

HARBOUR = (
    "Harbour stays shut after crane collapse",
    "By Ines Calder",
    "PORT ALBIN – The harbour will stay closed until Friday after a crane fell across the main channel, the harbour "
    "master said on Tuesday.",
    "“Nothing moves until the divers are done,” said Maria Okafor, the harbour master. “I’d rather lose a week than "
    "lose a ship.”",
    "Sources said the crane had failed an inspection in March. Okafor said that she had not seen the report.",
    "“We told them twice that the bolts were loose, and nobody came to look.”",
    "“The crane is eleven years old,” Okafor said. Later she told the council: “The crane is thirty years old.”",
    "Critics say the port has put off repairs to save money.",
)

MINE = (
    "Mine may reopen in May, minister says",
    "By Tomas Reuter",
    "The Kestrel Hill mine could reopen in May, the mining minister, Ana Ruiz, said in a written answer on Monday.",
    "“The pumps work, the roof is sound, and the men want their jobs back,” Ruiz wrote.",
    "A senior official said the minister had misled parliament. Experts believe the lower gallery is still flooded.",
    "“It is not safe, said Joan Pike, who leads the miners’ union. “Ask anyone who has been down there.”",
    "He said the firm would lose its licence unless it paid for new props.",
    "“Nobody at Kestrel ever asked us what we had seen.”",
)

FERRY = (
    "Ferry numbers fall as fares rise",
    "The island ferry carried about 4,000 people in June, a third fewer than a year before, figures showed on Thursday.",
    "“People have done their sums,” said Lee Haddad, who runs the ticket office at Skerry Point. “They go by bus.”",
    "It is understood that the company will drop its morning sailing. The company carried 9,000 people in June.",
    "“We shall not drop a single sailing,” the company’s director, Ingrid Vane, told staff. “We shall drop two,” she "
    "told reporters an hour later.",
    "“And what about the school run? Who thought of the children?”",
    "Some islanders reportedly want a bridge.",
)

SCHOOL = (
    "School roof leaked for years, inquiry hears",
    "By Jo Marsh",
    "The roof of Brindle Lane school leaked for six winters before it fell in, an inquiry was told on Wednesday.",
    "“I put a bucket under it every morning,” Samir Bell, the caretaker, said. “Some mornings I put two.”",
    "He said the council had known since 2019. The council’s lawyer said that it had known nothing before 2023.",
    "“There were letters. There were photographs. There was a meeting.”",
    "A person familiar with the matter called the headteacher “a coward”.",
    "According to insiders, the repair fund had been spent on a car park.",
)
