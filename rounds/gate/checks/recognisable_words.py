"""The families of words by which a clinician's story points at one person.

Each family is one kind of detail (docs/gate.md). They are written from what such words mean, wider
than any set of posts; a word may stand in several families. What no list can hold (ages, times,
places, quotations) is found by the patterns of `recognisable_reading`.
"""

# What people do or did for a living, in sport, in a church or on a stage.
_OCCUPATION = """
abbess abbot accordionist accountant acrobat actor actress actuary admiral aircrew alderman
allotment-holder ambassador anthropologist apprentice archaeologist archbishop archdeacon archer
architect archivist aristocrat artist astronaut astronomer athlete auctioneer bailiff baker
ballerina bandmaster banker barber bargee barista baritone barmaid barman baron baroness
barrister bartender basket-maker bassist batsman beachcomber beautician beefeater beekeeper
beggar bellhop bellman bellringer biker binman bishop blacksmith blogger boatbuilder boatman
bobsledder boda-boda bodybuilder bodyguard bombardier bookie bookkeeper bookmaker bookseller
bosun botanist bouncer bowler boxer brahmin breeder brewer bricklayer brickmaker brigadier broker
builder burglar burlesque bursar bus-driver busker butcher butler cabbie caddie cadet cameraman
camogie canon cantor captain caretaker carpenter cartographer cartoonist cashier caver celebrity
cellist centre-half champion chaplain chauffeur chef chemist chief chiefs chieftain chimney-sweep
choirboy choirgirl choirmaster choreographer cleaner clergyman clerk climber climbers clockmaker
clown coach coachdriver coastguard cobbler cobblers cockler colonel comedian commander composer
conductor conjurer conservator constable contortionist contralto convict cook cooper coroner
corporal councillor courier cowboy cowherd crabber cricketer croft crofter croupier curate
curator curler cyclist dairyman dancer darts deacon dealer dean deckhand decorator detective
dinner-lady diplomat dispatcher diver dj docker driver drover drummer dustman earl economist
editor electrician embalmer emir engineer entertainer entomologist escort estate-agent evangelist
falconer farmer farmhand farrier fencer ferry ferryman fiddler filmmaker firefighter fireman
fisher fisherman fishmonger fitter florist fly-half footballer foreman forester friar frontman
fruit-picker fundraiser fusilier gambler gamekeeper gardener gasman geologist glassblower goalie
goalkeeper goatherd goldsmith golfer gospel granthi grape-picker gravedigger grazier
greyhound-trainer grocer groom-to-be groundskeeper groundsman guard guardsman guitarist gunner
gunsmith gurkha guru gymnast gypsy hafiz hairdresser handyman harbourmaster hauler hawker hazzan
headboy headgirl headhunter headman headmaster headmistress headteacher healer heiress herbalist
herder historian homeless hop-picker hostess housekeeper hunter huntsman hurdler hurler imam
imbongi influencer influencers inmate innkeeper inspector instructor insurer interpreter
ironmonger jackaroo jailer janitor javelin jeweller jillaroo jockey joiner journalist judge
judoka juggler juror kayaker keeper labourer laird lama land-girl landgirl landgrave landlady
landlord landowner lawyer lecturer legionnaire lettings librarian lieutenant lifeboatman
lifeguard lighthouse-keeper lineman linesman linguist lobsterman locksmith logger lollipop
lollipop-lady lollipop-man longshoreman lord-lieutenant lorry lumberjack machinist magician
magistrate magnate mahout maid major manicurist marine market-trader mason matatu mathematician
matron matrons mayor mayoress mechanic merchant meteorologist meter-reader midfielder midshipman
midwife midwifery milkmaid milkman miller milliner miner minister missionary model mohel
monastery monk mortician mountaineer mp muezzin mullah musician nanny navigator netballer
newsagent newsreader novelist novice nun oba officer okada operator organ-grinder organist
ornithologist oysterman painter pandit paperboy paraglider paralegal paramilitary paramount
paratrooper parolee pastor peat-cutter peddler pedlar pensioner percussionist performer
philosopher photographer physicist pianist piano-tuner pilot pimp piper plasterer playwright
plumber poacher poet pole-vaulter policeman policewoman politician porter postman postmaster
postmistress postwoman potter preacher prefect presenter priest prince princess principal printer
prisoner probation producer professor programmer prosecutor publican puppeteer purser quarryman
rabbi racehorse racer ragman railwayman rancher ranger rapper realtor receptionist rector referee
registrar reporter reservist retailer rickshaw rider rigger roadsweeper rough-sleeper rower
rubber-tapper rugby runner saddler sailor salesman saleswoman sangoma sapper scaffolder
schoolteacher scientist scout scrap sculptor sculptress seaman seamstress secretary security
seismologist seller seminarian senator sergeant sex-worker sexton sexworker shaman shearer sheikh
shepherd sheriff sherpa shoemaker shopkeeper shoplifter shot-putter showgirl shrimper signalman
silversmith singer skater skipper skydiver slater smallholder smallholding smith smuggler snooker
snowboarder soldier solicitor soloist sommelier songwriter soprano sprinter squaddie stallholder
steelworker stevedore steward stewardess stockbroker stockman stonemason streamer striker
stripper stuntman submariner surfer surveyor swami sweeper swimmer switchboard tailor tanner taxi
taxidermist tea-picker teacher tearoom telephonist televangelist tenor thatcher tiktoker tiler
tilers tinker toolmaker town-crier tractor trader train-driver trainer trainspotter tram
translator trapeze trapper traveller trawler trawlerman treasurer trombonist trucker trumpeter
tuk-tuk tuner turf-cutter tutor umpire undertaker upholsterer usher valedictorian vendor
ventriloquist verger vet veteran vicar vintner violinist violist viscount vlogger waiter waitress
warden warder watch-repairer watchmaker weatherman weaver weightlifter welder whaler whipper-in
wicketkeeper window-cleaner winemaker winger winkle-picker witness woodcutter wrestler writer
yachtsman youtuber zookeeper zookeepers zoologist
barista beautician chiropodist cox coxswain dentist ex-headmaster ex-headmistress funeral-director
hygienist laundress lifeboatwoman optician podiatrist postie sacristan stockbroker
"""

# Whose relative somebody is.
_KIN = """
aunt auntie boyfriend bride bridegroom bridesmaid brother brother-in-law brothers cousin cousins
da dad daddy dads daughter daughter-in-law daughters father father-in-law fiance fiancee fiancé
fiancée foster girlfriend goddaughter godfather godmother godson gran granda grandad grandchild
grandchildren granddad granddaughter grandfather grandkids grandma grandmother grandpa grandson
granny great-grandchildren great-granddaughter great-grandson groom heir hubby husband in-laws
mam mama mamma mammy mom mommy mother mother-in-law mum mummy mums nan nana nanny nephew
newlyweds niece orphan papa parent parents quadruplets quads relations relatives sibling siblings
sister sister-in-law sisters sisters-in-law brothers-in-law son son-in-law sons spouse stepdad stepdaughter stepfather
stepmother stepmum stepson triplet triplets twin twins uncle widow widower wife wifey
"""

# Whom the author knows from outside.
_NEAR_AUTHOR = """
babysitter childminder classmate ex-boyfriend ex-girlfriend ex-husband ex-wife flatmate godchild
landlord neighbor neighbour neighbours schoolfriend schoolmate
"""

# What somebody wears, carries, keeps, plays or eats: what others would remember.
_LOOKS = """
accent accordion alpaca alsatian ambulance-chair anchor angel anklet anorak apples apron axolotl
backpack badge badger bagpipes baklava bald banana bandana banjo barge beads beanie beard bearded
beetle beetroot belt bentley bike bikini biltong bingo-card binoculars birthmark biryani biscuit
blanket blouse blue-haired boar bodhran boerewors boilersuit bonnet boots bouquet bow-tie
bowler-hat braai bracelet braces braids brandy briefcase brooch buckle budgie buggy bugle bull
bullock butterfly cabbage cake calf camel campervan canary cap cape caravan cardigan cards
carriage cart cassock cat catamaran cello chameleon chapati chess chicken chickens chihuahua
chinchilla chocolates chutney clarinet cloak clogs coat cockatoo cockerel coconut collie combi
corgi cornet corsage corset costume cow cows crab crochet cross-eyed crossword crow crown crutch
cufflinks curls curly curry custard dachshund daffodils danced dancing danfo deer dentures dhow
dimples dinghy djembe dog doll dolls dolphin dominoes donkey dragon draughts dreadlocks dress
dressed dressing-gown drum drums duck ducks dumplings dungarees dyed earring earrings eel
embroidery emu ewe ewes eyebrow eyebrows eyepatch eyeshadow fake-tan falcon feathers fedora
ferrari ferret fez fiat fiddle flamingo flask flat-cap flatcap fleece flip-flops flowers flute
foal fox freckles fringe frock fufu gap-toothed gecko gerbil gerbils gin ginger glasses glove
gloves goat goatee goats gold-tooth goldfish goldtooth gondola goose gown gramophone greyhound
guinness guitar gull habit haggis hair haired halva ham-radio hamster handbag handkerchief hankie
hare harley harmonica harp hat hawk headband headdress headphones headscarf hearse hedgehog heels
heifer helmet hen henna hens hi-vis hijab honey hoodie hook horse houseboat humbugs hummed
hunchback iguana initials injera inked jam jeep jersey jigsaw jollof jumper karaoke-machine kebab
keke kenkey kettle keyring kilt kippah kit kitten knitting koi kora kulfi labrador lace ladoo
lamb lambs land-rover landrover leathers leeks lego lifejacket limo limousine limp lipstick lisp
lizard llama lobster locket lorry lovebird lurcher mac macaw magpie mandolin mango mangoes mare
marigolds marmalade marrow mascara mask mbira medal medals mice minibus mints mitre mobility
mohawk monkey monocle moonshine moped motorbike motorcycle motorhome mouse moustache mug mule
mullet naan nails narrowboat necklace needles newspaper nightgown nightie noodles nose-ring oboe
one-eyed one-legged ostrich otter outfit overalls overcoat owl pakoras parakeet parasol parrot
parrots pasties pasty patchwork peacock pendant penguin penny-farthing piano pie piercing
piercings pierogi pies pig pigeon pigeons piglet pike pineapple pink-haired pinny pint pirogue
plantain plums pocket-watch pocketwatch poncho ponies pony ponytail poodle porsche portrait
potatoes poteen pram prosthesis prosthetic pudding pug pumpkin puppy purple purse pyjamas python
quad quadbike quiff quilt rabbit radio raincoat ram rat rats raven record-player redhead regalia
robe robes rolex rollator rolls-royce rooster rosary rose roses rosettes roti rottweiler
rowing-boat rucksack rum salmon samosas sandals sandwich sandwiches sang sari satchel saucer sax
saxophone scar scarf scars scone scones scooter seagull seal sequins shawl sheep sherry shirt
shoe shoes sideburns sidecar signet singing sitar six-fingered sixfinger skateboard skirt
skullcap sledge sleigh slippers snake sock socks sombrero sow spaniel spider spoon squeezebox
squirrel stag stallion stammer stetson stilettos stockings stout stud stutter suit suitcase
sunflower sunflowers suntan suya swastika sweater sweets swimsuit tabard tabla tacos tallest
tamales tandem tarantula tattoo tattooed tattoos teacup teapot teddy teeth telescope terrapin
terrier thermos tiara tie tin-whistle toast toffee toffees tok-tok tomatoes tooth toothless
topper tortoise toy tracksuit tractor trailer trainers tricycle trifle trilby tro-tro trombone
trophies trophy trout trumpet trunks tuba tulips turban turkey turnip typewriter ugali uilleann
ukelele ukulele umbrella unicycle uniform van veil vespa violin vodka waistcoat walker
walking-stick walkman wallet watch wearing webbed wedding-ring wellies wellington wellingtons
wetsuit whale wheelbarrow wheelchair whippet whiskey whisky whistle whistled wig wool wore yacht
yarmulke yarn zimmer
"""

# What happened, where and with what; feasts and occasions.
_EVENT = """
hurling camogie rugby cricket hockey netball lacrosse polo shinty handball basketball volleyball tennis
badminton football soccer baseball athletics triathlete cup-final county-final league playoffs
absconded abseil abseiling acid adder aeroplane airport airshow airstrike aisle aldi alligator
allotment altar altar-boy amputated anniversary antifreeze aquaplaned arrested arrow arsenic
arson asda asphyxiated assaulted attacked attic audition auger avalanche axe baboon baby-shower
bake-off bale baler balloon baptism bar-mitzvah barbecue barbed barn barn-dance batteries battery
bayonet bbq bead bear bee bees bell-tower bellrope best-man bingo birthday bison bit bite bitten
blast blaze bleach blender blizzard blowfish bog-snorkelling bolt bomb bombing bone bonfire
bottle botulism bouncy boxing bridge buffalo bull-run bullfight bungee bungee-jump buried burned
burnt camp campsite canal candle canoe capsized car-park carbon-monoxide carnival carol carols
carpark carrot casino catapulted cellar chainsaw chandelier checkpoint cheese-rolling chimp
choked choking chopsticks christening christmas cinema circular circus cliff climbed cobra coin
coins collapsed collision combine communion concert conkers conveyor cordon county-show court
crane crash crashed crayon crocodile crocodiles crossbow crowbar crushed cucumber custody cyanide
cyclone dagger debs debutante decapitated degloved derailed derailment derby dingo divorce
divorced diwali dodgems dragged drill drone drowned drowning e-cigarette earthquake easter
egg-and-spoon eid ejected electrocuted elephant elk elopement engaged engagement escalator
escaped eurovision evensong exorcism exploded explosion fairground fairground-ride fallen fell
fence ferris festival fete fire firebomb firework fireworks fish-hook fishbone fishhook flood
flooded fly-past fork forklift foxglove freezer freshers funeral fête gala ganges gassed gatepost
gender-reveal ghost-train gig glastonbury glider go-kart gored graduation graduation-ball
grand-prix gravestone greenhouse grenade greyhounds grinder guillotine gunman gunshot gymkhana
hajj hammer handcuffed handcuffs hang-gliding hanukkah harbour harpoon hay hazing headlines
hedge-trimmer helicopter helicopter-rescue helter-skelter hemlock hen-do hen-night hen-party
hippo hit-and-run hogmanay holi honeymoon hoover hornet hostage hot-air hot-air-balloon
hunger-strike hurricane hyena impaled inferno inhaled initiation inquest isle-of-man jackpot
jailbreak jellyfish jetski jilted judo jump jumped kangaroo karaoke karate karting kayak kerosene
kickboxing kicked kidnapped knife knocked kumbh ladder lake lamppost landmine landslide lathe
lawnmower lay-by layby leapt leaving-do leopard lidl lifeboat lifeboats lift lightbulb lightning
lion loft lottery lotto lourdes machete magnet magnets mamba manhunt marathon marble marbles
mardi-gras mass match mauled maypole mecca microlight microwave midnight-mass militia mincer
mineshaft missing monkeys monsoon moose mortar motocross motorway mountain-rescue mudslide mugged
mushrooms muster nail nail-gun nails nativity nativity-play navratri necklace-chain news
nightclub odeon office-party oktoberfest onam organ-loft overturned paddock pancake-race panto
panto-dame pantomime parachute parade parade-float paraffin paraglider paraquat parkour party pen
pencil pesticide petrol petrol-bomb pew picnic pier pile-up pilgrimage pinned piranha pitchfork
plane playground ploughing point-to-point poisoned poisoning police pond pongal pool procession
prom proposal proposed protest pub pufferfish pulpit quarry quicksand quinceanera quinceañera
quiz race race-day races raffle railing railings rake rally ramadan ran-over raped reception
recital regatta rehearsal reported-missing reservoir retirement-do rhino riot riptide ritual
river rivet rodeo rollercoaster roof runover runway sack-race sank scaffold scaffold-pole
scaffolding scalded scorpion screw screwdriver seance search-party semana-santa sentencing shaft
shark shed sheepdog shelling shipwreck shooting shot shrapnel siege siege-end silage silo
sinkhole sit-in skatepark skewer skidded skydive slipway slurry sniper snowdrift songkran spade
spear speech speedway spike spikes stabbed stabbing stable stag stag-do staple stapler staples
statue stingray strangled strimmer struck stung suffocated superdrug supermarket surfboard
swallowed swerved swimming sword swordfish tent tent-peg tesco thallium thanksgiving thresher
thrown tiger time-trial toast tombstone toothbrush toothpick toppled tornado tortured tournament
tractor-pto tractor-pull trafficked trampled trampoline trapped trench trial-date triathlon
tsunami tug-of-war typhoon umrah undertow urchin vacuum vaisakhi vape velodrome verdict vespers
vigil viper viral vows wake waltzers washed-up wasp wasps waterfall wedding wedding-day weddings
weedkiller weever weir whirlpool wildfire wombat works-do wreck wrestling x-factor zip zipline
zipper zorbing
"""

# Children at school.
_SCHOOL = """
a-levels assembly blazer boarding brownies classmate classmates classroom college creche crossing
crèche cubs daycare dormitory gcse gcses guides gurukul headgirl headteacher homework
kindergarten lunchbox madrasa madrassa matric montessori nursery packed-lunch playground
playgroup playtime preschool primary pupil reception-class sats school school-bus school-run
schoolbag schoolboy schoolgirl schools scouts secondary show-and-tell sixth-form spelling-bee
sports-day sportsday sunday-school swimming-lesson swimming-lessons teacher teacher-trainee
yeshiva youth youth-club
"""

# Peoples, faiths and small groups.
_FAITH = """
aboriginal adivasi afar afghan afghans ahmadi alawite albanian albino amhara amish amputee
armenian ashanti asylum autistic aymara bangladeshi bargee bedouin benedictine berber bhutanese
blind bolivian bosnian brazilian brethren buddhist bulgarian burmese cambodian carmelite
cathedral chapel chechen cherokee chinese choir christadelphian church colombian congolese
congregation convent coptic cree cuban curate dalit deaf dinka druid druze dwarfism efik eritrean
estonian ethiopian ewe faroese fijian filipina filipino franciscan fulani garifuna gay georgian
ghanaian gond greenlandic gujarati gurdwara gypsy haitian hare-krishna hasidic hausa hawaiian
hazara himba hindu hungarian hutterite icelandic igbo ijaw imam intersex inuit iranian iraqi
ismaili jain jamaican japanese jehovah jewish kalenjin karen kashmiri kenyan khasi khoisan kikuyu
korean kosovan kurd kurdish ladakhi latvian lebanese lesbian libyan lithuanian luo maasai
malayali mandinka maori mapuche maronite marshallese mennonite mennonites mizo mohawk moldovan
monastery mongolian mormon mosque muslim mute métis māori naga navajo ndebele nepali nigerian
non-binary nonbinary nonverbal nuer nun oromo orthodox pagan pakistani palestinian parish
parishioner parsi pashtun pastor pavee pentecostal peruvian pokot polish poor-clare poor-clares
priests quaker quechua rabbi rastafarian refugee refugees rohingya roma romani romanian samburu
sami samoan san santal scientologist serb shaker shona showman shul sikh sinhalese somali sotho
sudanese sylheti synagogue syrian syrians tamil temple thai tibetan tigrayan tongan trans
transgender traveller travellers trinidadian triplet tswana tuareg turkana tuvaluan ukrainian
ukrainians uyghur vanuatu venezuelan vicar vietnamese wheelchair-bound wiccan wolof xhosa yazidi
yemeni yoruba zimbabwean zoroastrian zulu
"""

# One person, unnamed.
_PERSON = """
auld baby bairn bloke boy chap child client dude fella fellow gal gent gentleman girl granny guy
infant inpatient kid kiddo lad lady lass lassie little-one mama mamas man missus mister
mother-to-be mum-to-be neonate newborn oul patient pensioner preemie prem primip pt punter
resident schoolkid survivor teen teenager toddler tot tyke victim wean wee woman youngster
"""

# Where care is given.
_SETTING = """
a&e ambulance antenatal bay bed bedside booking camhs caseload casualty ccu chair clinic crib
cubicle delivery-room dialysis dispensary district ed er haemodialysis hdu helipad hospice icu
incubator infirmary itu labour maternity memory mortuary nbu neonatal nicu on-call onc oncology
opd pharmacy picu postnatal reception rehab resus round rounds sanatorium scbu shift surgery
theatre theatres triage trolley unit ventilator waiting-room ward
"""

# Illnesses, parts of the body, operations.
_CONDITION = """
paralysed paralyzed unconscious comatose coma brain-dead brainstem moribund cardioverted life-support
abortion abruption abscess accreta addiction addison adhd adrenal aids albinism alcohol alcoholic
alkaptonuria als alzheimer aml amnesia amputated amputation amyloid amyloidosis anaphylactic
anaphylaxis anencephaly aneurysm angelman ankle anorexia anorexic antepartum anthrax anus apnoea
apnoeic appendicectomy appendicitis appendix arm arrest arrhythmia asd aspiration asthma
astrocytoma asystole ataxia atresia autism batten benign beriberi bifida bile bilharzia biliary
biopsied biopsy bipolar bladder bleed bleeding blindness bmi bowel brain breast breech broken
bronchiolitis brucella brucellosis bulimia burns buruli bypass c-section caecum caesarean
calf-vein cancer capgras carcinoma cardiac cataract catatonia catatonic cellulitis cervical
cervix cf chancroid cheek chemo chemotherapy chickenpox chlamydia choking cholera chorea
circumcision cirrhosis cjd clavicle cleft cll coarctation cocaine cochlear coil colectomy colon
conjoined contraception conversion cord cord-injury cornea corneal cotard cpr craniotomy croup
crowning cushing cyanosed cyanotic cystic deafness defib dehydration delirious delirium delusion
delusions dementia dengue depression diabetes diabetic diagnosed diagnosis dialysed digeorge
diphtheria dislocated dislocation dissection dka donor dravet drowning-injury duchenne
duct-dependent duodenum dvt dystonia dystrophy ear ears ebola eclampsia ecmo ectopic edwards
egg-donor ehlers-danlos eisenmenger elbow embolism empyema encephalitis endocarditis enucleation
epiglottitis epilepsy erdheim-chester eye eyes fabry fallot fasciitis feet femur fibrillation
fibrosis filariasis finger fingers fits flail foot fracture fractured frostbite fugue
galactosaemia gallbladder gallstones gangrene gastrectomy gaucher gbs gender glaucoma
glioblastoma glioma goitre gonococcal gonorrhoea graft guillain-barré haemophilia haemorrhage
haemorrhaging haemothorax hallucination hallucinations hand hands hantavirus hearing-loss
heatstroke heel hepatic hepatitis hernia heroin herpes hip hiv homocystinuria hospice hunter
huntington hurler hydrocephalus hypo hypoplastic hypothermia hypoxic hysterectomy incurable
infarct ingestion inoperable intubated intussusception ivf jaundice jaundiced jaw kawasaki
ketamine kidney kidneys klinefelter knee kwashiorkor labour labouring laparotomy larvae larynx
lassa leg legionella legs leishmaniasis leprosy leptospirosis lesch-nyhan leukaemia leukemia lip
listeria liver lobectomy lump lumpectomy lung lupus lyme lymphoma maggots malaria malignant
malnutrition mandible mania manic maple-syrup marasmus marburg marfan mass mastectomy measles
melanoma meningitis mesothelioma metastases metastatic meth methadone mets mi microcephaly
miscarriage mnd molar mpox mumps munchausen mute myasthenia myeloma myocarditis myopathy naloxone
nephrectomy neuroblastoma neuropathy niemann-pick nipah noma nose nstemi obstruction ocd
oesophageal oesophagus onchocerciasis orchidectomy osteomyelitis ovarian overdose overdosed
pacemaker palate palliative pancreas pancreatic pancreatitis paraplegia paraplegic parkinson
patau pellagra pelvis penis perforation pericarditis peritonitis pertussis phenylketonuria
pituitary pku placenta plague platelets pneumonia pneumothorax polio pompe porphyria postpartum
prader-willi praevia pre-eclampsia preeclampsia pregnancy pregnant prem prion progeria prognosis
prostate prostin psittacosis psychosis psychotic ptsd puerperal quadriplegic rabies radiotherapy
rectal rectum relapse remission replant resuscitation retina retinal retinoblastoma rett rib ribs
rickets rosc rubella sarcoidosis sarcoma sats scalp scapula scc schistosomiasis schizophrenia
scurvy secondaries seizure seizures selective selective-mutism self-harm sepsis septic shingles
shocks shoulder shoulder-dystocia sickle sigmoid skull sma smallpox spina spine spleen
splenectomy stage stammering stemi stent sternum stillbirth stillborn stoma stomach stroke
subarachnoid subdural suicidal suicide surrogacy surrogate syndrome syphilis tachycardia
tamponade tapeworm tay-sachs tb tbsa terminal terminally termination testicle testicles
testicular tetanus tetralogy tetraplegia tetraplegic thalassaemia thigh thumb thyroid toe toenail
toes tongue tonsil tonsils tourette tourettes trachea tracheostomy trachoma transplant
transposition trisomy trypanosomiasis tubed tuberculosis tumor tumour turner twins twins' typhoid
tyrosinaemia ulcer ulcers urethra uterine uterus vagina vasculitis vasectomy ventilated vertebra
vertebral vf voices volvulus vsd vt vulva whooping williams wilson withdrawal womb worm worms
wound wrist yaws yellow zika
"""

# What few have.
_RARE = """
acromegaly alkaptonuria ameloblastoma anthrax chimera conjoined dextrocardia erdheim-chester
gigantism heaviest hermaphrodite kuru leprosy oldest phaeochromocytoma pheochromocytoma plague
porphyria progeria psittacosis quadruplets quintuplets rabies rare rarely-seen rarest
record-breaking situs smallest tallest tetanus triplets ultra-rare unheard-of unique youngest
"""

# What makes somebody known to many.
_FAME = """
mla mlc congressman congresswoman congressperson parliamentarian assemblyman assemblywoman
accused actor advert adverts all-black ambassador anchorman archbishop bafta bakeoff bestseller
bestselling billboard billionaire bollywood broadcaster bronze-medallist capped cardinal celeb
celebrity ceo champ champion chart-topping chief-constable convicted corrie councillor
councillors dame duchess duke eastenders emmerdale ex-england ex-ireland ex-scotland ex-wales
famous famously footballer gogglebox gold-medallist governor grammy hollywood impersonator
infamous international king knighted laureate lioness lionesses lord lottery-winner love-island
magnate mayor medallist mep millionaire minister mp national newsreader nollywood notorious
novelist oligarch olympian olympic olympics oscar paralympian paralympic peer pop-star pope
popstar poster premier premiership president presidential prince princess proteas queen
radio-presenter reality-tv record-holder rock-star rockstar senator silver-medallist singer sir
springbok star superstar telly tv tycoon viral-video wallaby world-champion world-record youtuber
"""

# Places where everybody knows everybody.
_SMALL = """
almshouse almshouses archipelago atoll bayou boatyard camp-site caravan-site cattle-station
commune convent cove crescent croft crofting cul-de-sac dale estate fen fjord glen halting-site
hamlet hamlets harbourside headland holler hollow homestead island islander islanders islands
kibbutz lighthouse locals loch lough mews mission-station monastery moor moors oasis outback
outpost parish parishioners peninsula prairie quayside ranchland reservation reserve settlement
sheep-station station townland valley village villagers
"""


FAMILIES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "occupation": _OCCUPATION,
        "kin": _KIN,
        "near_author": _NEAR_AUTHOR,
        "looks": _LOOKS,
        "event": _EVENT,
        "school": _SCHOOL,
        "faith": _FAITH,
        "person": _PERSON,
        "setting": _SETTING,
        "condition": _CONDITION,
        "rare": _RARE,
        "fame": _FAME,
        "small": _SMALL,
    }.items()
}
