//! Names that are common enough to tell a person from an organisation, and a given name from a
//! family name.
//!
//! Written for this project from general knowledge of many cultures; folded, in no order of rank.
//! A name that is missing here is no less a name: the lists only settle doubtful cases.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::key;

/// Is the word a common given name somewhere?
#[must_use]
pub fn is_given(word: &str) -> bool {
    let key = key(word);
    GIVEN.contains(key.as_str())
        || key.split_once('-').is_some_and(|(first, _)| GIVEN.contains(first))
}

/// Is the word a common family name somewhere?
#[must_use]
pub fn is_family(word: &str) -> bool {
    let key = key(word);
    FAMILY.contains(key.as_str())
        || HISPANIC.contains(key.as_str())
        || HUNGARIAN_FAMILY.contains(key.as_str())
}

/// Is the word a common family name of the Spanish-speaking world?
#[must_use]
pub fn is_hispanic_family(word: &str) -> bool {
    let key = key(word);
    HISPANIC.contains(key.as_str()) || (key.len() > 4 && key.ends_with("ez"))
}

/// Is the word a common given name of the Spanish-speaking world?
#[must_use]
pub fn is_hispanic_given(word: &str) -> bool {
    HISPANIC_GIVEN.contains(key(word).as_str())
}

/// Is this the Hungarian order, family name first (`Nagy János`)?
#[must_use]
pub fn is_hungarian_order(first: &str, last: &str) -> bool {
    let first = key(first);
    HUNGARIAN_FAMILY.contains(first.as_str())
        && !GIVEN.contains(first.as_str())
        && HUNGARIAN_GIVEN.contains(key(last).as_str())
}

type Words = LazyLock<HashSet<&'static str>>;

macro_rules! words {
    ($name:ident = $text:expr) => {
        static $name: Words = LazyLock::new(|| $text.split_whitespace().collect());
    };
}

words! { GIVEN = "
aaron abbie abby abdul abdullah abel abigail abraham ada adam adele adelheid adolf adrian adriana adriano adrien
agata agathe agnes agnieszka agustin ahmad ahmed aida aidan aiden aiko aileen aimee aino aisha aishwarya aitor ajay akira
alain alan alana alba albert alberto albrecht alejandra alejandro aleksandar aleksander aleksandra aleksandr aleksei
alena alessandra alessandro alessia alessio alex alexander alexandra alexandre alexandru alexei alexey alexia alexis
alfie alfons alfonso alfred alfredo ali alice alicia alicja alina aline alisa alison allan allen allison alma alois
alon alvaro alyssa amalia amanda amandine amar amber amelia amelie amina amir amit amos amy ana anabel anais anand
anastasia anders andre andrea andreas andrei andrej andres andrew andrey andrii andrzej andy aneta angel angela
angelica angelika angelina angelo angie angus aniket anil anita anja anke ankit ankita ann anna annabel anne anneke
annelie anneliese annemarie annette annie annika anouk ansgar anthony antje antoine antoinette anton antonella antonia
antonin antonio anush anwar april arda arash archie ariana ariane ariel arjun arkadiusz arlene arman armand armando
armin arne arnaud arnold aron arthur artur arturo arun asako ashley ashok asif astrid athanasios atsushi attila
aubrey audrey august augusto aurelie aurelien aurora austin ava avi aviva ayako ayesha aylin ayse aysha axel
babette baptiste barbara barbora barry bart bartholomew bartlomiej bartosz basil bastian beata beate beatrice beatrix
beatriz becky belen ben benedikt benedict benito benjamin benny benoit berit bernadette bernard bernardo bernd bernhard
bert bertha berthold bertrand beth bethany betsy betty beverly bhavna bianca bill billy birgit birgitta birgitte bjarne
bjorn bo bob bobby bogdan boguslaw bonnie boris bozena brad bradley brandon branislav branko brenda brendan brent
brett brian briana brianna brigitta brigitte britta brittany bronwyn bruce bruna bruno bryan bryce burak burkhard
caitlin caleb callum calvin cameron camila camilla camille candice carina carl carla carlo carlos carlotta carly
carmela carmen carol carole carolin carolina caroline carolyn carsten casey caspar cassandra caterina catherine cathy
catalina catarina cecile cecilia cedric celeste celia celine cem cesar chad chana chandra chantal charlene charles charlie charlotte
chase chelsea chen cheryl chiara chloe chris christa christel christian christiana christiane christina christine
christophe christopher christoph christos chuck cian ciara cindy claire clara clarence clark claude claudia claudine
claudio claus clayton clemens clement clementine cliff clifford clint clive clyde cody colette colin colleen conchita
connie connor conor conrad constance constantin constantina constanze consuelo cora coralie cordula corey corina
corinna corinne cormac cornelia cornelis cornelius courtney craig cristian cristiano cristina curt curtis cynthia cyril
daan dagmar daisuke daisy dale damian damien damir damon dan dana dani daniel daniela daniele daniella danielle danilo
danny daphne daria dariusz darko darlene darrell darren dario daryl dave david davide davina dawid dawn dean debbie debora
deborah debra declan deepa deepak deirdre delia delphine demet dene denis denise dennis denys derek derrick dermot
desiree desmond detlef devin diana diane dick didier diego dieter dietmar dietrich dilip dimitar dimitri dimitrios dina
dinesh dino dirk ditte dmitri dmitriy dmitry dolores dominic dominik dominika dominique don donald donatella donna
dora doreen dorian doris dorota dorothea dorothee dorothy doug douglas dragan drew duncan dusan dustin dwayne dylan
eamon earl ebba eberhard eckhard ed eddie edeltraud edgar edison edith edmond edmund edna edoardo eduard eduardo
edward edwin efrat egon eileen eilidh einar ekaterina elaine elana eleanor elena eleni eleonora eleuthere elfriede eli elias elif
elisa elisabeth elise elizabeth elke ella elle ellen elliot elliott elmar eloise elsa elsbeth else elvira elzbieta
emanuel emanuele emeka emil emilia emilie emilio emily emine emma emmanuel emmanuelle emre engin enrico enrique enzo
eric erica erich erik erika erin ernest ernesto ernst erwin esma esme esperanza esra estela esteban estelle esther
ethan ettore eugen eugene eugenia eugenio eun eunice eva evan evangelia evangelos eve eveline evelyn ewa ewan eyal
fabian fabien fabienne fabio fabrice fabrizio faisal faith farah farid fatih fatima fatma fatou faye federica federico
felicia felicitas felicity felipe felix ferdinand ferenc fernanda fernando filip filippo finn fiona flavia flavio flora
florence florencia florentina florian florin fran franca frances francesca francesco francine francis francisca
francisco franck franco francois francoise frank frankie franklin franz fraser fred freda freddie freddy frederic frederick frederico
frederik frederike freya frida frieda friederike friedhelm friedrich fritz fumiko
gabor gabriel gabriela gabriele gabriella gabrielle gael gail gareth garry gary gaston gauri gavin gemma gene
genevieve geoff geoffrey georg george georges georgia georgina georgios gerald geraldine gerard gerardo gerd gerda
gerhard gerlinde germaine gernot gert gertrud gertrude ghislaine giacomo gian gianluca gianna gianni gideon gilbert
gilberto giles gillian gina gino giorgia giorgio giorgos giovanna giovanni gisela giselle gita gitte giulia giuliana
giulio giuseppe gladys glen glenda glenn gloria goran gordon gosia grace gracie graeme graham grant greg gregor
gregorio gregory greta gretchen griet grzegorz guadalupe gudrun guido guilherme guillaume guillermo gulay gunnar
gunter gunther gustav gustavo guy gwen gwendolyn gyorgy
hadas hakan halina hamid hana hanna hannah hannelore hannes hanno hans hansjorg harald hari harold harriet harrison
harry harsh hartmut haruka haruki harvey hasan hassan hatice hazel heather hector hedwig heide heidi heike heiko heiner heinrich
heinz helen helena helene helga helge hella helmut hendrik henk henning henri henrietta henriette henrik henrique henry
herbert heribert herman hermann hermine hernan herve hideki hilary hilda hilde hildegard hiroko hiroshi holger hollie
holly hope horst hortense howard hubert hugh hugo humberto huseyin
iain ian ibrahim ichiro ida idris ignacio igor iker ike ikram ilaria ildiko ilka ilker ilona ilse ilya iman imke imran imre ina
ines inez inga inge ingeborg inger ingo ingrid ioana ioannis iole ion ira iren irena irene irina iris irma irmgard
irene isa isaac isabel isabela isabell isabella isabelle isaiah isha ismail ismael israel istvan itai itamar ivan ivana ivar
ivo ivonne ivy iwan iwona izabela
jaakko jacek jack jackie jackson jaclyn jacob jacqueline jacques jade jaime jake jakob jakub james jamie jan jana jane
janet janice janina janine janis janusz jaroslav jaroslaw jasmin jasmine jason jasper javier jay jayne jean jeanette
jeanne jeannette jeff jeffrey jelena jen jennifer jenny jens jeremias jeremy jerome jerry jerzy jesper jess jesse
jessica jessie jesus jill jim jimmy jin jiri jo joachim joan joana joanna joanne joao joaquim joaquin jochen jodie
joe joel joelle joerg joern joey johan johann johanna johannes john johnny jolanda jolanta jon jonas jonathan joni
joop joost jordan jordi jorg jorge joris jorn jose josee josef josefa josefina joseph josephine josh joshua josiah
josie josip joy joyce jozef juan juana juanita juda judd jude judith judy juha juho jules julia julian juliana juliane
julianna julie julien juliet juliette julio julius jun june jurgen jurg jussi justin justine justyna jutta
kai kaitlyn kaja kamal kamil kamila kara karel karen karim karin karina karl karla karol karolina karoline karsten kasia
kaspar kasper kate katarina katarzyna katerina kath katharina katherine kathleen kathrin kathryn kathy katia katie
katinka katja katrin katrina katsuya katy kay kayla kaylee kazuki kazuko keiko keith kelly kelsey kelvin ken kendra
kenji kenneth kenny kenta kerry kerstin kevin khadija khaled khalid kieran kim kimberly kiran kirk kirsten kirsty kit
kjell klaas klara klaus knut konrad konstantin konstantinos koen koji krishna krista kristen kristian kristin kristina
kristine kristof kristoffer krystian krystyna krzysztof kumar kunal kurt kwame kyle kylie kyra
lachlan laetitia laila lakshmi lana lance lara larissa larry lars lasse latoya laura lauren laurence laurent laurie
lauri lavinia lawrence layla lea leah leander leandro lee leif leigh leila leland lena lennart lennox leo leon leona leonard
leonardo leonhard leonid leonie leonor leopold leroy lesley leslie leszek leticia lewis lia liam lidia lieselotte liisa lila
lili lilian liliana lilli lillian lilly lily lina linda lindsay lindsey linh linus lionel lisa lisbeth liselotte lise litzy liz
liza lizzie ljubica lloyd logan lois lola lorena lorenz lorenzo loretta lori lorna lorraine lothar lotta lotte lou louis
louisa louise luana luc luca lucas lucia lucian luciana luciano lucie lucien lucille lucinda lucio lucy ludmila
ludovic ludwig luis luisa luise luiz luka lukas lukasz luke luna lutz luz lydia lyn lynda lynn lynne
maarten maciej maddie madeleine madeline madison magali magda magdalena magdalene maggie magnus mahmoud mai maia maike maire
maja makoto malcolm malgorzata malik malin malte mandy manfred manish manny manoj manon manuel manuela mara marc marcel
marcela marcelo marcia marcin marco marcos marcus marek margaret margareta margarete margarida margarita margherita
margit margot margret marguerite maria mariah mariam mariana marianna marianne mariano marie marieke mariella marika
mariko marilyn marina marine mario marion marisa marisol marissa marit marius marjorie mark marketa marko markus marla
marlene marley marlies marlis marlon marta martha marthe martijn martin martina martine marty marvin mary maryam masako
mason massimo mateo mateusz mathew mathias mathieu mathilde mathis matilda matt matteo matthew matthaus matthias matthieu
mattia maud maureen mauricio maurice maurizio max maxim maxime maximilian maxine may maya mayumi meera meg megan mehdi
mehmet mei meike meinhard melanie melchior melinda melissa melody melvin mercedes meredith merete merle merve meryem
mette mia micah michael michaela michaele michal michel michela michele michelle mickael miguel mihai mika mikael mike
mikhail mikko mikolaj mila milan milena miles milica milly milos milton mina mindy minh minna mira miranda mireille
mirela miriam mirjam mirko miroslav miroslaw misty mitch mitchell mitsuko moana moez mohamed mohamad mohammad mohammed moira
moises molly mona monica monika monique morgan moritz mortimer morten moshe muhammad mukesh muriel murat murray mustafa
myles myra myriam myrtle myung
naama nabil nadege nadia nadine nadja nagisa naoki naoko naomi nancy naomie narendra natalia natalie natasha nathalie
nathan nathaniel navid neal ned neha neil nele nelli nellie nelson nerea nestor neus nia niall niamh nick nico nicola
nicolas nicole nicoletta niels nigel nihal nikhil niki nikita niklas niko nikola nikolai nikolaos nikolas nikolaus nikolay
nils nina nino nir nisha nita nitin noa noah noam noel noelia noelle noemi nora norah norbert noriko norma norman nour
nuno nuria nurit
octavia octavio odette odile ofelia ofer ola olaf olav ole oleg oleksandr olena olga oliver olivia olivier ollie olof
omar omer ondrej orla oriol orlando orna oscar oskar osman osvaldo oswald otis otto owen oya ozan ozge ozlem
pablo paige pal paloma pam pamela paola paolo pascal pascale pascual pasquale pat patrice patricia patricio patrick
patrik patrizia patryk patsy patti paul paula pauline paulina paulo pavel pavlos pawel payal paz pearl pedro peggy
penelope pennie penny per percy perry petar pete peter petr petra petri petros phil philip philipp philippa philippe
phillip phoebe phyllis pia piero pierre pierrick pieter pietro pilar pille pinar piotr pippa polly pooja poppy poul priscilla priya
prudence przemyslaw
quentin quincy quinn
rachael rachel radek radka radoslaw radu rafael rafal raffaele raffaella rahel rahul raimund rainer raj raja rajesh
rakesh ralf ralph ram rama rami ramon ramona ramesh randall randy rania ranjit raphael raquel rasmus raul ravi ray
raymond raya rebecca rebekah reece regina reginald regine reiner reinhard reinhold remi remo remy rena renata renate renato
rene renee renzo reto reuben rex reza rhian rhiannon rhonda rhys ria ricarda ricardo riccardo rich richard rick ricky
riikka rikard riley rina rita ritu rob robbie robert roberta roberto robin robyn rocio rod roderick rodney rodolfo
rodrigo roel rogelio roger rogerio rohan rohit roland rolf roman romain romana romeo romina romy ron ronald ronan ronny
rory rosa rosalia rosalie rosalind rosamund rosanna rosario rose roseanne rosemarie rosemary rosie rosina ross rosy
rowan rowena roxana roxanne roy ruben ruby rudi rudolf rudolph rudy rufus rui rune rupert russ russell ruslan ruth ruud ryan
ryo ryan ryszard
sabina sabine sabrina sacha sadie saeed safia sahar said salem salim sally salma salman salome salvador salvatore sam samantha samir samira
sammy samson samuel samuele sandeep sander sandra sandrine sandro sandy sanjay santiago sanna sara sarah sarita sascha
sasha saskia satoko satoshi saul savannah sayuri scarlett scott sean sebastian sebastiano sebastien selena selina selma
serena serge sergei sergej sergey sergi sergio serkan seth severin seymour shane shannon sharon shaun shauna shawn
sheila shelby sheldon shelley sherry shinji shira shirley shlomo shota sian sid sidney siegfried sieglinde sienna
sigrid sigrun silas silke silva silvana silvester silvia silvie silvio simeon simon simona simone sina sinead siobhan
sixten slawomir slobodan snezana sofia sofie soledad solene solveig sonia sonja sophia sophie soraya soren spencer
stacey stacy stan stanislav stanislaw stavros stefan stefania stefanie stefano steffen steffi stella sten stephan
stephane stephanie stephen stephon sterling steve steven stewart stig stina stuart su subhash sue sunil sunita susan
susana susann susanna susanne susie sven svenja svetlana sybille sydney sylvain sylvester sylvia sylvie sylwia szymon
tabea tabitha tadashi tadeusz takashi takeshi takumi tal tamar tamara tamas tamika tammy tania tanja tanya tara tariq taro tarik
taru tatiana tatjana taylor ted teddy tegan temitope teo teodor teresa teri terence teresa terje terrence terry tess tessa thaddeus
thais thea theo theodor theodora theodore theresa therese theresia thibault thierry thijs thilo thomas thor thorben
thorsten tiago tibor tiffany tihana till tillmann tim timo timon timothy tina tine tobias tobiasz toby tod todd tom
tomas tomasz tomaz tomer tomi tommaso tommy tomoko tone toni tonja tony tor torben tore torsten tove tracey traci tracy
travis trevor trine trisha tristan troy trudy tuan tuomas turgut tyler tyrone tyra
udo ugo ulf uli ulla ulrich ulrika ulrike umberto una ursula urs urszula ute uwe uzma
vadim vaclav vaibhav val valentin valentina valentine valerie valerio valeria valery vanessa vasco vasile vasilis vera verena
vernon veronica veronika veronique vesna vicente vicki vicky victor victoria vijay vikas vikram viktor viktoria vilma
vince vincent vincenzo vinod viola violet violeta violetta virgil virginia virginie vishal vit vito vittoria vittorio
viviane vivian vivien vivienne vlad vladimir vladislav volker volkmar vojtech
wade waldemar walid wallace wally walter waltraud wanda wanja warren wayne wei wendelin wendy werner wes wesley wiebke wieslaw
wiktor wilbur wilfred wilfried wilhelm wilhelmina will willem william willie willy wilma winfried winifred winston
witold wladyslaw wm wojciech wolf wolfgang woody wouter
xavier xenia ximena
yael yair yan yana yannick yannis yara yaron yasemin yasmin yasmine yasuko yasushi yehuda yigal yogesh yoko yolanda yosef yoshiko yuichi
yuki yukihiro yuko yulia yuri yusuf yusuke yvan yves yvette yvonne
zach zachary zahra zain zara zbigniew zdenek zeev zelda zenon zev ziad zofia zoe zoltan zora zoran zsofia zsolt zsuzsanna zuzana
иван сергеи андреи александр дмитрии алексеи михаил николаи владимир евгении максим павел игорь олег юрии виктор
анна мария елена ольга татьяна наталья екатерина ирина светлана юлия людмила хосе
γιωργος γεωργιος δημητρης δημητριος κωνσταντινος ιωαννης νικολαος μαρια ελενη αικατερινη γαληνη
chas jas thos geo wm chris eliza bessie archibald ambrose barnaby basil cuthbert percival cordelia"
}

words! { FAMILY = "
smith johnson williams brown jones miller davis wilson anderson taylor thomas moore jackson white harris clark lewis
robinson walker young hall wright hill green adams baker nelson carter mitchell roberts turner phillips campbell parker
evans edwards collins stewart morris murphy cook rogers morgan cooper peterson reed bailey kelly howard ward cox
richardson watson brooks wood bennett gray hughes price foster sanders ross long powell jenkins perry russell sullivan
fisher henderson hamilton graham wallace hunter bishop spencer mason dunn stone webb simpson ellis harvey o'brien
o'connor o'malley o'neill ryan macdonald mcdonald fraser ferguson murray reid scott burns holmes palmer shaw knight
chapman barnes marshall owen lloyd griffiths davies king lee allen doe bell cohen levy mizrahi friedman goldberg katz
muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein wolf
schroder neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt werner krause meier lehmann schmid
schulze maier kohler herrmann konig walter mayer huber kaiser fuchs peters lang scholz moller weiss jung hahn schubert
vogel friedrich keller gunther frank berger winkler roth beck lorenz baumann franke albrecht schuster simon ludwig
bohm winter kraus schumacher kramer vogt stein jager otto sommer gross seidel heinrich brandt haas schreiber graf
martin bernard dubois petit durand leroy moreau laurent lefebvre michel bertrand roux vincent fournier morel girard
andre lefevre mercier dupont lambert bonnet francois legrand garnier faure rousseau blanc guerin boyer chevalier
rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti costa giordano mancini rizzo
lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone
silva santos oliveira souza sousa pereira ferreira almeida costa carvalho ribeiro gomes lima alves araujo barbosa
rocha dias nascimento moreira cardoso teixeira cavalcanti melo pinto machado freitas
jansen janssen dejong bakker visser smit meijer mulder bos vos peeters hendriks vandenberg vandijk dekker brouwer
andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson hansen johansen olsen larsen
andersen pedersen nilsen kristiansen jensen nielsen christensen sorensen rasmussen jorgensen petersen madsen korhonen
virtanen nieminen makinen nowak kowalski kowalska wisniewski wojcik kaminski lewandowski zielinski szymanski wozniak
dabrowski kozlowski novak svoboda novotny dvorak cerny prochazka kucera horvat kovacevic babic maric petrovic jovanovic
nikolic ivanov ivanova petrov smirnov kuznetsov popov vasiliev sokolov mikhailov novikov fedorov morozov volkov
shevchenko kovalenko bondarenko tkachenko papadopoulos papandreou georgiou yilmaz kaya demir sahin celik yildiz
khan ahmed hussain ali patel singh sharma kumar gupta shah mehta reddy rao nair iyer das chatterjee banerjee mukherjee
agarwal agrawal jain verma mishra chaudhary nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang song deng feng
kim park choi jung kang cho yoon jang lim han shin seo kwon hwang
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki matsumoto inoue kimura
hayashi saito shimizu mori abe ikeda hashimoto ishikawa
cohen levi mizrahi peretz biton okafor okonkwo adeyemi mensah owusu diallo traore mbeki dlamini nkosi"
}

words! { HISPANIC = "
garcia gonzalez rodriguez fernandez lopez martinez sanchez perez gomez martin jimenez hernandez ruiz diaz moreno munoz
alvarez romero gutierrez alonso navarro torres dominguez ramos vazquez ramirez gil serrano morales molina blanco
suarez castro ortega delgado ortiz marin rubio nunez medina sanz castillo iglesias cortes garrido santos guerrero
lozano cano cruz mendez flores prieto herrera pena leon marquez cabrera gallego calvo vidal campos reyes vega fuentes
carrasco diez aguilar caballero nieto santana vargas pascual gimenez herrero hidalgo montero lorenzo santiago benitez
duran ibanez arias mora ferrer carmona vicente rojas soto crespo roman pastor velasco parra saez moya bravo rivera
gallardo soler silva velasquez mendoza rios salazar guzman contreras valdez espinoza maldonado acosta figueroa
quintero cardenas"
}

words! { HISPANIC_GIVEN = "
juan jose carlos luis jorge miguel antonio francisco manuel pedro pablo javier alejandro fernando sergio rafael ramon
raul diego alberto ricardo eduardo enrique roberto andres jesus angel ignacio gabriel guillermo gustavo hector hugo
ivan julio marcos mario martin oscar salvador santiago sebastian tomas victor vicente
maria ana carmen laura marta elena lucia isabel cristina pilar rosa teresa patricia silvia beatriz mercedes sofia
gabriela daniela alejandra andrea claudia monica veronica susana raquel rocio dolores josefa guadalupe juana leticia
adriana carolina paula valentina camila mariana fernanda lorena"
}

words! { HUNGARIAN_FAMILY = "nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos
meszaros olah simon racz fekete szilagyi torok feher balazs gal szalai szucs kocsis orsos pinter fodor szekely sipos
magyar lukacs gulyas biro kiraly laszlo katona jakab bogdan balog sandor boros" }

words! { HUNGARIAN_GIVEN = "janos istvan laszlo jozsef zoltan sandor ferenc attila peter gabor tamas andras tibor
balazs csaba gyorgy imre lajos zsolt krisztian gergely akos bence mate adam daniel david mark levente
maria erzsebet katalin ilona eva anna zsuzsanna margit judit agnes julianna andrea ildiko erika krisztina
eszter aniko reka dora nora szilvia hajnalka noemi timea viktoria bernadett" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_answer() {
        for list in [&GIVEN, &FAMILY, &HISPANIC] {
            for word in list.iter() {
                assert_eq!(*word, key(word), "{word}");
            }
        }
        assert!(is_given("Björn") && is_given("Anna-Lena") && !is_given("Ltd"));
        assert!(is_family("Müller") && is_hispanic_family("Núñez"));
        assert!(is_hungarian_order("Nagy", "János") && !is_hungarian_order("János", "Nagy"));
    }
}
