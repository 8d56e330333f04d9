//! Which given names stand for one another: short forms, pet names, the same name in other
//! languages.
//!
//! Facts of usage in several languages, collected for this project.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{fold_letters, latinise};

/// Each line: names that are used for one another. A name may be in several lines.
const FAMILIES: &str = "
abigail abby gail
abraham abe bram
adelaide adele heidi addie
agnes agnieszka aggie
albert al bert bertie alberto
alexander alex al sandy sasha alec xander lex aleksandr alexandre alessandro alejandro alexandros
alexandra alex sandra sasha sandy lexi alessandra alejandra
alfred alf fred alfie alfredo
amanda mandy
andrew andy drew andreas andre andrei andres andrea andrzej anders
angela angie
ann anne anna annie hannah nan ana anja anka annette anya
anthony tony anton antonio antoine antony toni
antonia toni antoinette
archibald archie
arthur art artie arturo artur
augustus gus august augustin
barbara barb babs barbie basia
bartholomew bart mew bartlomiej
bartolomeo bart
beatrice bea beatrix beatriz trixie
benjamin ben benny benji beniamino
bernard bernie bernd bernhard bernardo
brigitte gitta birgit bridget
caroline carrie carolina karoline caro lina carolyn
catherine cathy kate katie kathy katherine kathryn catharine katharina kathrin katrin katarina cat kitty caterina katja ekaterina catalina trina kath
charles charlie chuck chas carl karl carlos carlo chip
charlotte lottie lotte charlie
christina chris tina christine kristina christiane kristin cristina
christopher chris kit christoph christophe cristobal kristoffer topher
clement clem
constance connie constanze
cynthia cindy
daniel dan danny dani daniele
david dave davey davide dawid
deborah debbie deb debra
dennis denny denis
dmitri dima mitya dmitry
dominic dom nick dominik dominique
donald don donnie
dorothy dot dottie dolly dorothea doris thea dora
douglas doug
edmund ed eddie ned
edward ed eddie ned ted teddy eduard eduardo edouard
edwin ed eddie
eleanor ellie nell nora ella elena leonora
elizabeth liz beth betty lizzie eliza elisabeth lisa elsa bess libby betsy elise elspeth lise isabel elisabetta liesel sissi
emily emmy em emilia emma
emmanuel manny emanuel manuel
eric erik rick erich
ernest ernie ernst ernesto
eugene gene eugen
evelyn eve evie
ferdinand ferdi fernando
florence flo flora florrie
frances fran fanny francie franziska francesca francisca
francis frank fran francesco francisco franz francois paco pancho
franklin frank
franziska franzi
frederick fred freddy rick fritz friedrich frederic federico fredrik
gabriel gabe gabi
gabriele gabi gabriella gabrielle
genevieve jenny gen
geoffrey geoff jeff gottfried
george georg jorge giorgio georges georgios yuri jurgen jorg geo
gerald gerry jerry
gerard gerry gerhard gerd gerardo
gertrude trudy gert
gilbert gil
giovanni gianni johann
giuseppe beppe pippo joseph
grzegorz gregory
gregory greg gregor
guillermo memo william
gwendolyn gwen
harold harry hal
harriet hattie
helen nell helena elena helene lena ellen
henry harry hank hal heinrich henri enrique enrico henrik heinz
herbert herb bert
hubert hugh bert
ignatius iggy ignacio nacho
irene renie
isaac ike
isabel bella izzy isabella belle ysabel
ivan john vanya
jacob jake jakob jacques jacobo
jacqueline jackie
james jim jimmy jamie jem jas diego jaime giacomo santiago
jane janie jenny janet
janet jan jenny
jeffrey jeff
jennifer jen jenny
jeremiah jerry jeremy
jeremy jerry
jerome jerry
jessica jess jessie
joan joanie joanna
joanna jo joanne johanna
johannes hans johann john jan hannes jens
john johnny jack jon jan juan ian sean ivan giovanni jean joao hans johann
jonathan jon nathan johnny
joseph joe joey jose josef giuseppe pepe yosef josip
josephine jo josie
joshua josh
judith judy judi
julia julie giulia
julian jules
katharina kathi katja
kenneth ken kenny
konrad conrad kurt
larissa lara
laura laurie
laurence larry lawrence lars lorenz lorenzo
leonard leo len lenny leonardo
leopold leo poldi
leslie les
lillian lily lil
louis lou louie luis luigi ludwig
louise lou luise luisa
lucy lucia lucie
madeleine maddie magdalena lena madeline
magdalena lena magda
malcolm mal
manuel manolo
marcus mark marc marco markus marek
margaret maggie meg peggy marge margie rita greta margarete margot madge daisy gretchen margarita marguerite
maria mary marie mia mariam miriam
marjorie marge margie
martha marty marta
martin marty martyn
matilda tilly mathilda
matthew matt matthias mateo matteo mathieu mats
maurice mo moritz mauricio
maximilian max
maxwell max
melanie mel
melissa mel missy
melvin mel
michael mike mick mickey mikey michel miguel michele mikhail michal micha misha
michelle shelly
mildred millie
mitchell mitch
mohammed mohamed muhammad mohammad mo mehmet
nancy nan ann
natalie nat nata
natalia natasha natalie
nathaniel nathan nat nate
nathan nate nat
nicholas nick nicky nicolas nikolaus klaus niko nikolai nicola mikolaj nicolai colin
nicole nicky nikki
nigel nige
norbert bert
norman norm
oliver ollie olivier
olivia liv livvy
oswald oz
pamela pam
patricia pat patty tricia trish patti patsy
patrick pat paddy pat patricio
paul pablo paolo pavel pawel
pauline paula
penelope penny
peter pete pedro pierre petr pietro piotr per petros
philip phil pip philipp felipe philippe
phillip phil
priscilla cilla
prudence prue
rachel rae raquel
randolph randy
raphael rafe rafael rafa
raymond ray ramon raimund
rebecca becky becca rebekka
reginald reg reggie
reinhard reiner
richard rick rich dick richie ricky ricardo riccardo
robert bob rob bobby robbie bert roberto rupert robin
roderick rod roddy
rodney rod
roger rodge rog ruediger rudiger
roland rolly orlando
ronald ron ronnie
rosemary rose rosie romy rosemarie
roxanne roxy
rudolf rudi rolf rodolfo rudolph
russell russ rusty
salvatore sal toto
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sara sadie
sebastian seb bastian basti sebastien
sergei sergey serge sergio seryozha
sharon shari
sidney sid
simon si simeon
sophia sophie sofia sofie
stanley stan
stephanie steph steffi stefanie stephani
stephen steve steven stefan stephan stevie esteban etienne stefano
stewart stu stuart
susan sue susie suzanne susanne susanna suzy sanne
sylvester sly
sylvia silvia sylvie
tatiana tanya tania
terence terry
teresa terry tess theresa tessa resi
thaddeus tad tadeusz
theodore ted teddy theo theodor
theresa terry tess
thomas tom tommy tomas thom tommaso thos
timothy tim timmy
tobias toby tobi
ulrich uli
ulrike uli ulla
ursula uschi
valentin val valentina
valerie val
vanessa nessa
veronica ronnie vera
victor vic viktor
victoria vicky tori vic viktoria
vincent vince vinny vinnie vincenzo vicente
virginia ginny
vivian viv
vladimir volodya vova
walter walt wally
wilfred wilf fred
wilhelm willi helmut
william bill will billy willy liam wilhelm guillaume willem wm guillermo guglielmo
winifred winnie freda
winston winnie
wolfgang wolf
yekaterina katya
zachary zach zack
";

static GROUPS: LazyLock<HashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<u16>> = HashMap::new();
    for (number, line) in (0_u16..).zip(FAMILIES.lines()) {
        for name in line.split_whitespace() {
            groups.entry(name).or_default().push(number);
        }
    }
    groups
});

/// The formal name of each line comes first: `Bob` and `Robert` share a line, `Bob` and `Rob` too.
static FORMAL: LazyLock<HashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut formal: HashMap<&str, Vec<u16>> = HashMap::new();
    for (number, line) in (0_u16..).zip(FAMILIES.lines()) {
        if let Some(first) = line.split_whitespace().next() {
            formal.entry(first).or_default().push(number);
        }
    }
    formal
});

/// Are both used for one name (`Bob` and `Robert`, `Georg` and `George`)? Folded or not.
#[must_use]
pub fn same_given_name(a: &str, b: &str) -> bool {
    let (a, b) = (fold_letters(a), fold_letters(b));
    same_folded(&a, &b)
}

/// As [`same_given_name`], for letters that are folded already.
#[must_use]
pub(crate) fn same_folded(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    // Two formal names never stand for one another by way of a short form of both; one of the two
    // has to be the formal name itself.
    let one_is_formal = |formal: &str, other: &str| {
        FORMAL.get(formal).is_some_and(|lines| {
            GROUPS.get(other).is_some_and(|others| lines.iter().any(|line| others.contains(line)))
        })
    };
    if one_is_formal(a, b) || one_is_formal(b, a) {
        return true;
    }
    if a.is_ascii() && b.is_ascii() {
        return false;
    }
    let (latin_a, latin_b) = (latinise(a), latinise(b));
    (latin_a != a || latin_b != b) && (latin_a == latin_b || same_folded(&latin_a, &latin_b))
}

/// May `short` be what people call `long`: a pet name, or its beginning (`Hern`, `Hernan`)?
#[must_use]
pub fn may_be_short_for(short: &str, long: &str) -> bool {
    let (short, long) = (fold_letters(short), fold_letters(long));
    same_folded(&short, &long) || (short.chars().count() >= 3 && long.starts_with(&short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_stand_for_names() {
        assert!(same_given_name("Bob", "Robert") && same_given_name("Rick", "Richard"));
        assert!(same_given_name("Γεώργιος", "George"));
        assert!(!same_given_name("Bobby", "Benjamin"));
        assert!(!same_given_name("Bartolomeo", "Bartholomew"));
        assert!(may_be_short_for("Hern", "Hernán") && !may_be_short_for("H", "Hernán"));
    }
}
