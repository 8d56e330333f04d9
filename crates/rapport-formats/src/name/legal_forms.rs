//! Words that only organisations carry: forms of law of many countries, kinds of bodies, teams.
//!
//! Folded, dots gone. Facts of usage, collected for this project.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident = $text:expr) => {
        $(#[$doc])*
        pub static $name: Words = LazyLock::new(|| $text.split_whitespace().collect());
    };
}

words! {
    /// Forms of law that stand behind a name, whole words.
    LEGAL_FORMS = "ltd limited plc llp llc inc incorporated corp corporation co lp lllp pllc pc pty cic cio
    gmbh ag kg kgaa ohg gbr ug ek ev eg mbh se ggmbh gesmbh stiftung verein
    sa sarl sas sasu eurl snc sci scop sca spa srl srls sapa scarl sagl
    sl slu sll sociedad cv sapi sac eirl ltda lda eireli
    bv nv vof cvba bvba sprl asbl vzw
    ab hb as asa ans aps ivs oy oyj ky ry ks
    sro spol zrt kft bt nyrt kkt sp z.o.o zoo doo dd ad ood eood jsc ojsc cjsc pjsc llc ooo oao zao pao
    ооо оао зао пао ао ип тоо тов ат
    kk gk yk 株式会社 有限会社 合同会社 有限公司 股份有限公司 주식회사 유한회사
    bhd sdn pte pvt private.limited tbk pt fze fzc fzco wll kscc psc
    as a/s i/s k/s p/s ehf hf sia uab mb ou
    eood ead kda dooel jdoo vos os tmi osk kht mmc qsc sem tic sti spzoo sc slne sau scs snc coop scoop limitada
    scrl spi crl gie tnhh edms bpk еад еоод ад кд кда дооел лимитед бд"
}

words! {
    /// Forms of law that are short enough to be a name or initials: only at the very end, or in
    /// capitals.
    SHORT_FORMS = "co as se ab sa ad dd ag bt ks ky ry pt pc ek ev eg sl cv ou hb hf mb kg kk ip sp lp os sc sem tic sti coop spi crl mmc bpk osk vos ky"
}

words! {
    /// Words that name a body, wherever they stand.
    BODIES = "university college institute institut instituto istituto universitat universite universidad
    universidade universita universiteit uniwersytet universitet hochschule fachhochschule school schule academy akademie academie
    academia polytechnic politecnico faculty department dept ministry ministerium ministere ministerio
    council commission committee agency authority bureau office amt government parliament senate court
    city municipality gemeinde stadt commune ayuntamiento comune county borough district embassy consulate
    bank bancorp banca banco banque sparkasse volksbank raiffeisenbank kasse kredit credit savings trust
    insurance versicherung versicherungen assurance assurances assicurazioni seguros mutual
    association associates assoc society gesellschaft societe sociedad sociedade societa verband federation union
    syndicate guild league club foundation fund fonds fondation fundacion fundacao fondazione
    company companies compagnie compania companhia cie group gruppe groupe grupo gruppo holding holdings
    partners partnership enterprise enterprises ventures venture industries industry industrie industria
    international worldwide global services service solutions systems system technologies technology technologie
    tech software hardware labs lab laboratory laboratories laboratoire studio studios media publishing
    publications publishers press verlag news times journal magazine radio television tv broadcasting
    entertainment pictures films productions records music
    energy energies power electric electrical electronics gas oil petroleum water utilities solar
    motors motor automotive cars autohaus garage airlines airways air aviation aerospace shipping lines
    logistics transport transportation transports trucking railway railways rail freight cargo express
    pharmaceuticals pharmaceutical pharma medical health healthcare hospital clinic clinics klinik klinikum
    krankenhaus hopital ospedale pharmacy apotheke dental care biotech biosciences sciences science
    foods food beverage beverages brewery brauerei bakery backerei restaurant restaurants cafe bistro bar
    hotel hotels resort resorts inn gasthaus gasthof pizzeria catering kitchen grill deli
    store stores shop shops market markets supermarket mart outlet boutique trading traders trade import
    export wholesale retail distribution distributors supply supplies supplier products product
    manufacturing manufacturers factory fabrik werke works mills mill foundry steel metals mining mines
    chemicals chemical plastics paper textiles apparel clothing fashion jewelers jewellery
    construction constructions builders building bau hochbau tiefbau contracting contractors engineering
    engineers architects architecture architekten design designs interiors furniture mobel realty properties
    property estate estates immobilien homes housing development developments developers
    consulting consultants consultancy beratung advisors advisory advisers management marketing advertising
    agentur communications telecom telecommunications wireless network networks net online web digital data
    internet computing computers computer cloud cyber security
    capital investment investments invest asset assets securities equity finance financial wealth advisors
    law legal attorneys solicitors kanzlei notariat rechtsanwalte steuerberatung accounting accountants
    church kirche kirchengemeinde eglise iglesia chiesa ministries mission parish diocese cathedral temple
    mosque synagogue monastery abbey convent
    museum gallery galerie theatre theater opera orchestra philharmonic library bibliothek archive festival
    police polizei fire army navy force corps guard
    team crew staff support helpdesk info office reception sales kontakt contact newsletter noreply
    accounts billing admin administration hr recruiting recruitment careers jobs press secretariat sekretariat
    center centre centro zentrum research forschung initiative project projekt programme program network
    farm farms farmers ranch dairy agricultural agriculture winery weingut vineyards garden gardens nursery
    travel tours tourism reisen reiseburo cruises rentals rental leasing
    repair plumbing heating roofing cleaning landscaping painting printing print druckerei
    gym fitness sports sport athletics fc sv tsv tsg vfb vfl racing
    brothers bros sons daughters gebruder hermanos freres fratelli figli fils
    europe europa america americas asia africa deutschland germany france usa uk canada australia india
    china japan italia espana brasil polska schweiz osterreich national federal american european british
    german canadian australian deutsche deutscher
    asociados associados associes filhos hijos gruppen stowarzyszenie fundacja spoldzielnia zaklad przedsiebiorstwo
    koninklijke lease perum perusahaan yayasan vakfi sanayi ticaret sirketi anonim osakeyhtio
    компания корпорация холдинг группа завод банк университет институт общество фонд центр
    εταιρεια ομιλος τραπεζα πανεπιστημιο شركة مجموعة مجمع بنك جامعة موسسة شرکت بانک دانشگاه
    without borders frontieres limits unlimited communities community alliance coalition movement campaign
    committee forum conference congress summit expo fair awards society program programs institution
    authority authorities division branch unit station terminal port airport harbour
    brands labs interactive games gaming toys books bookstore buchhandlung video photography foto"
}

words! {
    /// Bodies that are also family names or given names: they count only beside another sign.
    SHY_BODIES = "bishop baker cook cooper mill mills mason power bar inn bank banks city church temple abbey
    garden gardens farmers guard works law air fields grill march force paper lines lab gas care parish
    india china america asia france german canada usa sales mart market garage fire sport jobs radio
    academia records music stein steel books staff crew video press design power office london paris
    charity iglesia company chiesa conference summit fair awards branch station unit terminal port court brewer times union fils figli amt mission house homes council college england holland ireland
    british rail school trust love fund times ranch park express gallery metals"
}

words! {
    /// Ordinary words and places that firms are named after, and people seldom are.
    PLAIN_WORDS = "best home red blue green black white open royal standard electronic texas united real formula pizza
    burger mobile movil instruments robotics motion vision smart fast quick speed first second one two three
    alpha beta delta omega sigma nova apex summit peak zenith star stars sun moon sky earth world planet ocean
    sea river lake mountain valley hills forest tree oak maple pine eagle falcon lion tiger bear bull horse
    phoenix dragon pioneer frontier horizon liberty freedom union central general public private local city
    metro urban north south east west northern southern eastern western pacific atlantic arctic
    happy super mega micro macro ultra prime premium elite select choice value direct total complete advanced
    modern classic original creative innovative dynamic strategic perfect golden silver diamond crystal pearl
    fresh organic natural pure clean clear bright light sound wave wind fire stone rock sand gold iron copper
    london paris berlin hamburg munchen munich koln frankfurt stuttgart dresden leipzig wien vienna zurich
    genf geneva bern basel amsterdam rotterdam brussels brussel bruxelles madrid barcelona lisbon lisboa porto
    roma rome milano milan torino napoli new york boston chicago seattle houston dallas denver miami
    california florida virginia ohio michigan washington toronto montreal vancouver sydney melbourne brisbane
    tokyo osaka kyoto beijing shanghai shenzhen seoul mumbai delhi bangalore singapore hong kong dubai
    moscow moskau istanbul warsaw warszawa praha prague budapest stockholm oslo kobenhavn copenhagen helsinki
    dublin edinburgh glasgow cardiff manchester birmingham liverpool leeds bristol oxford cambridge
    bayern hessen sachsen bavaria saxony nordic baltic scandinavian african arab gulf
    coffee tea beer wine bread cheese chicken fish pasta sushi taco sandwich donuts ice cream sugar chocolate
    baby kids child children women men family families people student students youth senior
    car auto moto bike bicycle boat ship train bus taxi truck plane
    house haus villa castle palace tower bridge gate square plaza
    praxis zahnarztpraxis kindergarten grundschule gymnasium feuerwehr freiwillige diakonie kreuz rotes verkehrsbetriebe
    stadtwerke burgeramt finanzamt amtsgericht landgericht arbeitsamt jobcenter rathaus bibliotek
    stichting fundatia asociatia udruga yayinlari inversiones construcciones servicios comercial hermanos transportes
    produkte produkter varor tjanster hnos"
}

#[cfg(test)]
mod tests {
    use super::super::fold::key;
    use super::*;

    #[test]
    fn every_word_is_folded() {
        for list in [&BODIES, &SHY_BODIES, &SHORT_FORMS, &PLAIN_WORDS] {
            for word in list.iter() {
                assert_eq!(*word, key(word));
            }
        }
    }
}
