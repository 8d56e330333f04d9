//! Word lists of the rules, as text: one list, words parted by white space.
//!
//! They are data, kept apart so that a rule reads in one go. All words are folded: lower case, no
//! accents, `ss` for `ß`.

/// True when a list holds the word.
pub fn holds(list: &str, folded: &str) -> bool {
    list.split_ascii_whitespace().any(|word| word == folded)
}

/// Names that are words as well, folded.
pub const WORDS_TOO: &str = "\
    mark will grace may june april august art rose frank rich bill dean grant chase hope joy faith \
    summer autumn dawn eve ivy lily daisy pat rob sue drew jack guy miles max long young short \
    black white brown green gray grey day king page price power powers church hill wood woods stone \
    field fields rivers bush banks cook baker miller north west east best good little love moon \
    snow frost winter winters case cash chance christian german london paris jordan austin virginia \
    georgia sydney victoria israel china india major judge bishop pope knight noble bell ball rice \
    lane street house hall park parks ford marsh beach lake brook brooks reed wells waters pool \
    post read wise sharp swift strong small walker hunter fisher mason potter porter butler parker \
    turner weaver archer gardener law lord just see sing song lang french english welsh scott \
    holland berg stein sommer herbst montag sonntag freitag tag koch bauer schneider fischer vogel \
    wolf fuchs hase hahn lowe bar konig kaiser graf herzog bischof papst richter zimmermann schmied \
    stern mond sonne blume baum busch wald feld bach engel teufel gott gluck freude frei gross \
    klein kurz jung alt neu schwarz weiss roth rot braun grun gut gute ernst stark kraft sauer suss \
    brand horn haus hof burg ende anfang zeit mai ring geld kohl salz apfel nuss hand fuss kopf \
    haar herz herr mann frau junge kind vater bruder sohn vetter meister schaf lamm";

/// Words of four letters and more that tell nothing, English and German, folded.
pub const STOP_WORDS: &str = "\
    about above after again against also another anything been before being between both came come \
    could does doing down during each even every everything from further gave give glad good have \
    having hear here hers him hope into itself just kind know last like look looking made make many \
    meet more most much myself need next nothing once only other ours over please really said same \
    should some something soon still such take talk tell than thank thanks that their them then \
    there these they thing things think this those through time today told under until upon very \
    want wants well were what when where which while will wish with without work would write year \
    your yours yourself asked needs mentioned yesterday tomorrow week month monday tuesday \
    wednesday thursday friday saturday sunday meeting interview conversation call position role \
    company team opportunity aber alle allem allen aller alles andere anderen auch beim bereits \
    bitte dabei dafur damit danach danke dank dann daran darauf darf darin daruber dass dazu deine \
    dem denn denen deren dessen diese diesem diesen dieser dieses doch dort durch eine einem einen \
    einer eines einige einmal erst etwas euch freue freuen ganz gegen gern gerne gesagt gibt habe \
    haben hatte hatten herrn heute hier hinter ihnen ihre ihrem ihren ihrer ihres immer jede jedem \
    jeden jeder jedes jetzt kann kein keine keinen konnen konnte mehr mein meine meinem meinen \
    meiner mich mochte mochten muss nach nicht nichts noch oder ohne schon sehr sein seine seit \
    selbst sich sind soll sollte sondern sonst uber unser unsere unter viel viele vielen vielleicht \
    waren ware warum weil welche wenn werde werden wieder wird wirklich wollen wollte wollten \
    worden wurde wurden zeit zwar zwischen gesprach stelle unternehmen gestern montag dienstag \
    mittwoch donnerstag freitag samstag sonntag fragten erwahnten erzahlten sagten";

/// Words of which one in fifty is warm and two are too many, folded.
pub const SUPERLATIVES: &str = "\
    best greatest amazing awesome incredible incredibly fantastic outstanding exceptional brilliant \
    unbelievable phenomenal extraordinary thrilled wonderful perfect superb marvellous fabulous \
    overjoyed grossartig grossartige grossartigen fantastisch fantastische fantastischen wunderbar \
    wunderbare wunderbaren hervorragend hervorragende hervorragenden unglaublich unglaubliche \
    unglaublichen perfekt perfekte perfekten genial sensationell traumhaft phanomenal \
    aussergewohnlich begeistert uberwaltigt";
