"""Nouns that speak: which common nouns stand for a person, a group, an organization or a document, and which for the same.

“the senator” may be the lawmaker of two lines above, “the firm” the company; “the report” is neither.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from checker.speakers import SpeakerKind

Gender = Literal["female", "male"]

_PERSONS = frozenset(
    """
    foreman forewoman abbot abbess carer courier apprentice veterinarian vet clockmaker lead keeper goalkeeper scorer
    academic accountant activist actor actress adviser advisor advocate agent aide ally ambassador analyst anchor
    anthropologist archbishop archaeologist architect artist assemblyman assemblywoman assistant associate astronaut
    astronomer athlete attorney aunt author backer banker baker barrister bishop biologist blogger boss
    boy boyfriend broker brother builder businessman businesswoman buyer bystander caller campaigner candidate
    captain cardinal caretaker chair chairman chairperson chairwoman chancellor chef chemist chief chieftain child
    citizen clergyman clerk climatologist coach co-founder cofounder cleric collaborator colleague collector colonel
    columnist comedian commander commentator commissioner composer comptroller conductor confidant congressman
    congresswoman conservationist constable consultant contractor controller coordinator coroner correspondent
    cosmonaut councillor councilman councilor councilwoman counsel counsellor counselor counterpart courtier cousin
    creator critic curator customer dad daughter dean defendant delegate demographer demonstrator dentist deputy
    designer detective developer diplomat director dissident doctor donor driver ecologist economist editor educator
    electrician employee engineer entrepreneur envoy epidemiologist executive exile expert farmer father fellow
    fighter filmmaker financier firefighter fisherman footballer forecaster forester founder friend general
    geologist girl girlfriend goalkeeper governor graduate grandfather grandmother guard guest guide handler
    harbormaster head headmaster headmistress headteacher heir historian holder host hunter husband imam immigrant
    informant insider inspector instructor insurgent interpreter interviewee interviewer inventor investigator
    investor jailer jeweller journalist judge juror justice keeper king lady landlord lawmaker lawyer leader
    lecturer legislator librarian lieutenant lobbyist magistrate major man manager marine marshal master
    mathematician mayor mechanic mediator medic member merchant meteorologist midfielder midwife militant minister
    model moderator mom monarch monk mother motorist mp msp mum musician narrator naturalist negotiator neighbor
    neighbour nephew neurologist neuroscientist newcomer niece nominee novelist nun nurse observer officer official
    onlooker operator opponent organiser organizer owner painter paramedic parent parliamentarian participant
    partner passenger passerby pastor patient patron pediatrician person pharmacist philanthropist philosopher
    photographer physician physicist pilot planner player playwright plumber poet policeman policewoman politician
    pollster pope practitioner preacher prefect premier presenter president priest prince princess principal
    prisoner producer professor programmer promoter prosecutor proponent protester protestor skeptic sceptic
    detractor foe loyalist moderate hardliner psychiatrist psychologist publicist publisher pundit pupil queen rabbi
    ranger reader rebel receptionist recruiter refugee relative reporter representative republican
    democrat conservative researcher resident retiree reverend rival runner sailor salesman saleswoman scholar
    schoolteacher scientist screenwriter sculptor seaman secretary seller senator sergeant sheikh sheriff shopkeeper
    singer sister skipper sociologist soldier solicitor son songwriter source speaker specialist spokesman
    spokesperson spokeswoman sportsman staffer stateswoman statesman stepfather stepmother steward storekeeper
    strategist striker student superintendent supervisor supporter surgeon surveyor surrogate survivor suspect
    teacher teammate technician teen teenager tenant therapist trader trainer translator treasurer trooper trustee
    tutor uncle undersecretary user vendor veteran viewer villager victim visitor volunteer voter waiter waitress
    warden whistleblower widow widower wife winner witness woman worker writer zoologist ceo cfo coo cto chaplain
    vicar reeve provost ombudsman ex-wife ex-husband ex-president eyewitness commuter shopper pensioner musher youth
    lad bailiff stylist physiologist virologist hydrologist seismologist volcanologist oceanographer ornithologist
    botanist geographer linguist criminologist pathologist toxicologist oncologist cardiologist planter grower
    rancher beekeeper brewer butcher carpenter miner mason trawlerman crewman crewmember ferryman lifeguard goalie
    winger defender forward captain batsman bowler cyclist swimmer sprinter boxer wrestler golfer jockey umpire
    referee archivist
    arbiter batter scheduler vice-chancellor accused matron verger groundsman registrar usher sibling sister-in-law
    brother-in-law mother-in-law father-in-law son-in-law daughter-in-law deckhand mate curate postman postmistress
    busker docker welder plasterer joiner cabbie trucker super barman barmaid organist bellringer choirmaster bursar
    proctor stallholder page-turner lifeboatman harbourmaster stationmaster signaller assessor adjudicator ex-mayor landlady
    babysitter nanny au-pair cellist violinist pianist soprano tenor drummer
    """.split()
)
_PEOPLE = frozenset(
    """
    police officials authorities people residents men women children clergy cops couple crew crowd elderly everyone
    folks gendarmes inhabitants kids locals many media military most most others parents personnel public relatives
    staff townspeople troops youth brass passers-by passersby both some several few dozens scores hundreds
    thousands millions majority minority percent family families duo trio pair crowd others those
    investigators americans britons russians israelis palestinians democrats republicans conservatives liberals
    tories
    """.split()
)
_ORGANIZATIONS = frozenset(
    """
    inspectorate prefecture gendarmerie constabulary hauler haulier freighter federation governorate consultancy ombudsman-office
    secretariat carrier railroad shire distributor diocese parish management cell brigade bench leadership
    wing branch coastguard infirmary supermarket bakery command supplier clinic surgery pharmacy hospice nursery theatre
    cathedral zoo restaurant shipbuilder housebuilder boatbuilder carmaker cooperative co-op protection
    academy administration agency airline airport alliance army assembly association auditor authority bank bloc
    board body brewery broadcaster bureau business cabinet campaign carmaker casino center centre chain channel
    charity chamber church city club coalition college commission committee commune company congress consortium
    conglomerate consulate cooperative corporation council country county court defense defence department developer
    directorate district division embassy employer enterprise exchange executive factory federation firm force
    foundation fund government guild hospital hotel industry initiative institute institution insurer journal junta
    jury kremlin lab laboratory league legislature lender magazine maker manufacturer ministry mosque movement
    museum navy network newspaper ngo nonprofit office operator opposition organisation organization outlet panel
    paper parliament party pentagon plant plaintiff platform practice precinct press prosecution publication
    publisher radio railway regime regulator retailer school secretariat senate service shipyard society start-up
    startup state station store studio subcommittee subsidiary supplier team tabloid think-tank thinktank town
    treasury tribunal trust union unit university utility village watchdog wire workshop yard newsroom daily
    weekly port authority house group camp side defence vatican
    """.split()
)
_DOCUMENTS = frozenset(
    """
    test history gazette mailer reply trial accounts flyer flier pamphlet billboard placard petition memorial scan dispatch cable
    measurement table tables register calendar clause notebook tribute sheet outlook card website ledger plaque placard banner
    account act ad database judgment judgement leaflet advertisement advisory affidavit agreement analysis
    announcement application article
    assessment audit average bill biography blog book briefing brief broadcast brochure bulletin census chapter
    chart charter circular claim clip code column commentary communique communiqué complaint constitution contract
    copy court-filing data declaration decree diary dictionary directive disclosure document documentary documents
    dossier draft editorial e-mail email emails e-mails entry essay estimate estimates evaluation evidence exposé
    feature figures file files filing filings findings footage forecast form graphic guidance guide guideline
    guidelines headline image indictment inscription inquest inquiry inventory investigation invitation invoice
    journal-article label law lawsuit leaflet letter letters license list listing log logs magazine-article
    manifesto manual map memo memoir memorandum message messages minutes motion narrative newsletter note notes
    notice notification obituary opinion order orders page paper-trail papers passage petition piece photo photos
    picture plan platform-document play poem policy poll polls polling post poster posts prediction presentation
    press-release program proposal prospectus publication quote readout recording recordings record records release
    report reports research resolution results review rule rules ruling schedule scorecard script sentence sign
    slide song speech spreadsheet statement statements statistics stats statute story studies study subpoena suit
    summary summons surveillance survey surveys testimony text texts text-message title tape tapes timeline
    transcript transcripts transmission treaty tweet tweets update verdict version video videos warrant website-post
    whitepaper wording words
    """.split()
)

# A general noun, then the nouns it may take up: “the lawmaker” a senator, “the firm” a company.
_TAKES_UP: dict[str, frozenset[str]] = {
    line.split()[0]: frozenset(line.split()[1:])
    for line in """
    lawmaker legislator parliamentarian politician senator congressman congresswoman representative mp delegate
    legislator lawmaker senator congressman congresswoman representative delegate assemblyman assemblywoman
    congressman representative
    congresswoman representative
    representative congressman congresswoman spokesman spokeswoman
    politician president governor mayor minister premier candidate nominee senator chancellor councilman councilwoman councillor
    nominee candidate contender
    leader president premier chancellor chief head chairman chairwoman minister king boss dictator ruler
    premier minister
    official minister secretary director commissioner administrator ambassador diplomat undersecretary deputy officer
    secretary official
    diplomat ambassador envoy
    lawyer attorney counsel barrister solicitor prosecutor
    prosecutor attorney
    spokesman spokeswoman spokesperson representative
    executive ceo chief president boss chairman chairwoman manager director founder
    ceo executive chief
    boss ceo executive chairman chairwoman manager coach
    chairman chair chairwoman chairperson
    scientist biologist chemist physicist geologist ecologist climatologist epidemiologist astronomer researcher professor
    geologist seismologist volcanologist
    researcher scientist professor academic economist scholar author historian sociologist psychologist analyst
    academic professor lecturer scholar historian researcher
    professor academic scholar
    expert professor analyst economist researcher scientist specialist historian scholar academic consultant
    economist analyst
    strategist adviser advisor consultant pollster
    adviser advisor aide
    aide adviser advisor staffer
    doctor physician surgeon pediatrician cardiologist oncologist psychiatrist pathologist neurologist
    physician doctor
    officer policeman policewoman detective sergeant inspector constable captain lieutenant sheriff deputy trooper chief
    soldier officer sergeant lieutenant captain colonel general marine
    commander general colonel admiral captain
    general commander
    clergyman priest pastor bishop archbishop imam rabbi vicar reverend cardinal pope
    cleric imam priest bishop archbishop rabbi ayatollah
    pontiff pope
    monarch king queen
    journalist reporter correspondent columnist editor anchor commentator broadcaster
    writer author novelist poet journalist columnist playwright screenwriter
    artist painter sculptor singer musician
    singer musician songwriter
    musician singer guitarist composer drummer
    coach manager trainer
    manager coach director boss
    player striker midfielder goalkeeper defender winger forward footballer captain
    athlete runner sprinter swimmer cyclist player
    star actor actress singer
    filmmaker director
    activist campaigner advocate organizer organiser
    businessman businesswoman entrepreneur executive developer billionaire magnate tycoon
    entrepreneur founder businessman businesswoman
    teacher schoolteacher headteacher
    judge justice magistrate
    jurist judge justice
    veteran soldier
    defendant suspect accused
    company firm corporation business maker manufacturer carmaker airline retailer lender bank insurer operator startup
    firm company corporation business consultancy
    agency bureau department ministry office administration commission authority service
    department ministry agency
    ministry department
    group organization organisation association union coalition charity foundation federation nonprofit ngo alliance
    organization organisation group association charity agency foundation
    organisation organization group association charity agency foundation
    newspaper paper daily tabloid
    outlet newspaper magazine network broadcaster website channel
    network channel broadcaster
    bank lender
    lender bank
    regulator agency commission watchdog authority
    watchdog regulator commission agency group
    panel committee commission subcommittee board
    court tribunal
    school university college
    team club side
    club team side
    union association guild
    country state nation government
    report study analysis survey paper assessment review audit
    study report paper analysis research survey
    survey poll study
    poll survey
    document report memo letter filing statement
    lawsuit suit complaint
    suit lawsuit complaint
    filing lawsuit complaint motion brief
    statement release
    message email e-mail text letter tweet post
    tweet post message
    law act bill statute
    """.strip().splitlines()
}

_FEMALE = frozenset(
    """
    actress aunt assemblywoman businesswoman chairwoman congresswoman councilwoman daughter ex-wife girl girlfriend
    grandmother headmistress lady mom mother mum niece nun policewoman princess queen saleswoman sister spokeswoman
    stateswoman stepmother waitress widow wife woman mayoress heroine duchess baroness countess empress goddess
    granddaughter stepdaughter bride mistress hostess heiress sportswoman alderwoman anchorwoman
    """.split()
)
_MALE = frozenset(
    """
    assemblyman boy boyfriend brother businessman chairman clergyman congressman councilman dad ex-husband father
    grandfather headmaster husband king lad man monk nephew policeman pope prince priest salesman son spokesman
    sportsman statesman stepfather uncle widower fisherman crewman imam ferryman duke baron count emperor grandson
    groom waiter alderman anchorman archbishop
    """.split()
)


_AGED = re.compile(r"\d{1,3}-year-old")
_ANONYMOUS = frozenset(  # plurals behind which nobody in particular stands
    "sources officials insiders critics experts observers aides diplomats advisers advisors bankers some many others".split()
)
_EITHER = frozenset(
    """
    operator developer maker publisher supplier manufacturer employer producer distributor insurer lender provider
    retailer brewer broadcaster sponsor regulator parent
    """.split()
)
_PEOPLES = re.compile(
    r"[a-z-]*(?:icans|ians|eans|crats|ists|itas|lims|jews|arabs|iraqis|israelis|saudis|kurds|ghans|inos|tories|stanis|deshis)"
)


def is_people(word: str) -> bool:
    """Whether a lower-case word is a plural that names a people, a party or a faith: “mexicans”, “democrats”."""
    return _PEOPLES.fullmatch(word) is not None


@cache
def singular(noun: str) -> str:
    """The singular of a lower-case English noun, by rule: “ministries” → “ministry”, “women” → “woman”."""
    irregular = {"people": "person", "children": "child", "wives": "wife", "police": "police", "data": "data"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def is_person(noun: str) -> bool:
    """Whether a lower-case singular noun stands for one human being."""
    return noun in _PERSONS or _AGED.fullmatch(noun) is not None


def is_either(noun: str) -> bool:
    """Whether a lower-case noun stands for a person as well as for a body: “operator”, “developer”, “owner”."""
    return noun in _EITHER


@cache
def kind_of(noun: str) -> SpeakerKind | None:
    """What a lower-case noun stands for: “mayor” a nameless person, “residents” a group, “poll” a document; else None."""
    if _AGED.fullmatch(noun) is not None:
        return "unnamed"
    if noun in _ANONYMOUS:
        return "unnamed"
    if noun in _PEOPLE:
        return "group"
    if noun in _PERSONS:
        return "unnamed"
    if noun in _ORGANIZATIONS:
        return "organization"
    if noun in _DOCUMENTS:
        return "document"
    one = singular(noun)
    if one == noun:
        return None
    if one in _PERSONS:
        return "group"
    if one in _ORGANIZATIONS:
        return "group"
    return "document" if one in _DOCUMENTS else None


def gender_of_noun(noun: str) -> Gender | None:
    """What the noun itself says: “actress”, “brother”, “spokesman”; None for most."""
    if noun in _FEMALE:
        return "female"
    return "male" if noun in _MALE else None


def is_plural(noun: str) -> bool:
    """Whether a lower-case noun stands for more than one."""
    return noun in _PEOPLE or (singular(noun) != noun and noun not in _PERSONS | _ORGANIZATIONS)


def specifics(noun: str) -> frozenset[str]:
    """The nouns that “the `noun`” may take up beside itself: “the lawmaker” a senator, “the firm” a company."""
    return _TAKES_UP.get(noun, frozenset())
