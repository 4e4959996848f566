"""Words that names are made of: titles, particles, nicknames, the words of organizations, places."""

from __future__ import annotations

from checker.nouns import Gender

HONORIFICS: dict[str, Gender | None] = {
    "mr": "male", "mrs": "female", "ms": "female", "miss": "female", "mister": "male", "dr": None, "sir": "male",
    "dame": "female", "lord": "male", "lady": "female", "madam": "female", "madame": "female", "mme": "female",
    "monsieur": "male", "herr": "male", "frau": "female", "señor": "male", "señora": "female", "signor": "male",
    "signora": "female", "prof": None, "rev": None, "reverend": None, "fr": "male", "father": "male", "brother": "male",
    "sister": "female", "mother": "female", "hon": None, "doctor": None, "mx": None,
    "messrs": "male", "uncle": "male", "aunt": "female", "hajji": "male", "sri": None, "shri": "male", "smt": "female",
    "baroness": "female", "baron": "male", "rt": None, "eng": None, "ing": None, "mbah": None, "pak": "male", "ibu": "female",
}  # fmt: skip
"""Forms of address, lower-case without a full stop, and the gender they tell."""

OFFICES = frozenset(
    """
    cr canon monsignor msgr engr alhaji hajiya otunba datuk tun tan dato haji pandit maulana mullah elder apostle cpt dci
    pc wpc
    sen gov lt rep pres del supt insp det sgt cpl pvt pfc capt col gen maj adm cmdr brig atty asst amb sheikh sheik
    ayatollah rabbi imam premier chancellor chief attorney-general undersecretary vice-president vice deputy
    assistant acting interim former ex retired justice general corporal private lieutenant admiral brigadier
    viscount earl count duke duchess emperor empress sultan emir president-elect cllr coach captain minister
    secretary prosecutor ombudsman first second
    """.split()
)
PARTICLES = frozenset(
    """
    van von de der den del della di da das do dos du la le el al bin bint ibn ben ter ten zu zur af av abu ould
    """.split()
)
POST_NOMINALS = frozenset(
    """
    KC QC SC SAN MP MPs MEP MSP MLA MHK TD MNA MPP MBE OBE CBE KBE DBE GBE CB CMG DSO FRS FBA FRCS FRCP MD PhD DPhil DVM JP AM
    AO AC OAM RN DDS DSc BSc MSc MBA CPA Esq
    """.split()
)
"""Letters after a person's name that are no part of it: honours, degrees, offices."""

SUFFIXES = frozenset("jr sr ii iii iv v esq phd md qc kc obe mbe cbe mp msp".split())
PLAIN = frozenset(
    """
    refugee voter consumer worker patient victim student child woman man boy girl user customer resident reader
    visitor veteran employee teacher farmer parent viewer passenger person citizen volunteer immigrant conservative
    republican democrat white driver owner donor tenant
    """.split()
)
SURNAMES = frozenset(
    """
    king pope bishop judge major prince dean baker miller mason porter carpenter cook fisher hunter farmer page
    marshal abbot deacon queen knight cardinal general marine singer painter butcher brewer carpenter officer chase
    boss
    """.split()
)
NICKNAMES = tuple(
    frozenset(line.split())
    for line in """
    william bill billy will willie liam
    robert bob bobby rob robbie
    richard dick rick rich ricky
    james jim jimmy jamie
    john johnny jack jon
    jonathan jon
    joseph joe joey
    thomas tom tommy
    charles charlie chuck
    michael mike mick mickey
    daniel dan danny
    edward ed eddie ted teddy
    theodore ted teddy
    donald don donnie
    ronald ron ronnie
    kenneth ken kenny
    stephen steven steve
    anthony tony
    andrew andy drew
    matthew matt
    christopher chris
    nicholas nick
    patrick pat paddy
    gregory greg gregg
    benjamin ben
    samuel sam
    timothy tim
    lawrence laurence larry
    gerald jerry gerry
    alexander alex sandy
    albert al bert
    alfred al alf fred
    frederick fred freddie
    franklin frank
    francis frank
    joshua josh
    zachary zach zack
    nathaniel nathan nate
    peter pete
    philip phillip phil
    raymond ray
    douglas doug
    bernard bernie
    elizabeth liz beth betty eliza lizzie libby
    margaret maggie meg peggy
    katherine catherine kathryn kate kathy cathy katie kay
    patricia pat patty tricia trish
    jennifer jen jenny
    susan sue susie
    deborah debra debbie deb
    barbara barb
    victoria vicky tori
    jacqueline jackie
    rebecca becky
    christine christina chris tina
    pamela pam
    judith judy
    theresa teresa terry tess
    abigail abby
    alexandra alex sandra
    dorothy dot dottie
    eleanor ellie nell
    jessica jess jessie
    vladimir volodya
    yekaterina katya
    """.strip().splitlines()
)
ORGANIZATION_WORDS = frozenset(
    """
    health healthcare audio mobility materials seafoods labs lab brewing mining minerals ventures robotics biotech dynamics
    analytics interactive software semiconductor networks wireless mobile digital renewables solar petroleum steel cement
    chemicals fisheries farms dairy agro freight couriers cargo aviation aerospace shipyards realty properties developers
    builders construction engineering consultants advisers advisors optics instruments devices diagnostics therapeutics
    genomics archive archives observatory infirmary clinic brewery bakery foundry mill sons daughters traders
    academy administration agency airlines airways alliance army assembly associates association authority bank
    bancorp battalion bbc board brigade broadcasting brothers bureau cabinet capital capitol caucus center centre
    central chamber charity church city club cnn coalition collective college command commission committee
    communications communist companies company conference confederation congress consortium consulate consulting
    corp corporation corps council county court daily defence defense department directorate district division
    electric embassy energy enterprise enterprises exchange express fbi federation financial firm force forces forum
    foundation front fund gazette government group guard guild hall herald holdings home hospital hotel house inc
    industries inquiry institute institution international investments journal kremlin laboratories laboratory
    labour league legislature limited llc llp ltd magazine mail mart media medical mercury ministry mission mosque
    motors movement museum musical nation nations navy network news newspaper oil office orchestra order
    organisation organization parliament partners partnership party patrol pentagon pharmaceuticals plc police
    politico polytechnic port post press project radio railway records register registry republic resources reuters
    reserve sentinel senate service services society solutions squad stadium standard star states studios sun survey
    systems team technologies telegraph television textiles theatre theater times today tribunal tribune trust tv
    union unit united university utilities vatican wire works youth school schools chronicle observer guardian
    register globe convention protocol charter program programme legacy project award awards prize act street avenue
    road highway bridge river lake mountain valley building bowl cup festival war battle island islands square tower
    plaza treaty agreement amendment championship championships tournament games olympics day week treaty ocean sea
    bay coast empire kingdom dynasty era age revolution campaign election debate debates law code monitor bulletin
    securities logistics airport shipping lines foods stores electronics pictures entertainment
    """.split()
)
PLACES = frozenset(
    """
    afghanistan africa alabama alaska albania algeria america angola arabia argentina arizona arkansas armenia asia
    australia austria azerbaijan baghdad bangladesh beijing belarus belgium berlin bolivia bosnia boston brazil
    britain brussels bulgaria cairo california cambodia cameroon canada chicago chile china colombia colorado congo
    connecticut croatia cuba cyprus damascus delaware denmark ecuador egypt england estonia ethiopia europe finland
    florida france gaza geneva georgia germany ghana greece guatemala haiti havana hawaii honduras hungary iceland
    idaho illinois india indiana indonesia iowa iran iraq ireland islamabad israel istanbul italy jakarta jamaica
    japan jerusalem jordan kabul kansas kazakhstan kentucky kenya kosovo kuwait kyiv kiev laos latvia lebanon libya
    lithuania london louisiana luxembourg macedonia madrid maine malaysia mali malta manhattan maryland
    massachusetts mecca mexico miami michigan minnesota mississippi missouri moldova mongolia montana montenegro
    morocco moscow mozambique myanmar namibia nato nebraska nepal netherlands nevada nigeria norway ohio oklahoma
    oman oregon oslo pakistan palestine panama paraguay paris pennsylvania peru philippines poland portugal
    pyongyang qatar riyadh romania rome russia rwanda scotland senegal serbia seoul singapore slovakia slovenia
    somalia spain stockholm sudan sweden switzerland sydney syria taiwan tanzania tehran tennessee texas thailand
    tokyo toronto tunisia turkey uganda ukraine uruguay utah venezuela vermont vienna vietnam virginia wales york
    zealand jersey hampshire carolina dakota korea angeles francisco vegas hong kong delhi orleans antonio ankara
    athens dublin glasgow edinburgh manchester liverpool belfast melbourne nairobi lagos mumbai houston dallas
    philadelphia detroit seattle denver atlanta phoenix warsaw washington wisconsin wyoming yemen zambia zimbabwe
    """.split()
)


OF_PLACES = frozenset(
    """
    united states north south east west new kingdom los las san santa republic saint st rhode the
    """.split()
)
