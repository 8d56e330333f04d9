//! The small words of names: titles, suffixes, particles, forms of organisations.
//!
//! All words are folded ([`super::fold::key`]): lower case, no accents, no dots. They are facts of
//! usage collected for this project, common ones only: a rare title costs a question, a wrong one
//! costs a name.

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
    /// What stands before a name and is no part of it.
    TITLES = "mr mrs ms miss mx mister missus dr doctor prof professor profdr sir dame lord lady
    hon honourable honorable rev reverend revd fr father pastor rabbi imam sheikh shaikh shaykh
    bishop archbishop cardinal pope sister brother canon chaplain deacon dean vicar
    cllr councillor councilman councilwoman alderman ald mayor gov governor sen senator rep
    representative congressman congresswoman mp president vice premier chancellor minister
    secretary ambassador consul judge justice magistrate magistrate-judge mag-judge mag attorney
    barrister solicitor general gen colonel col maj major capt captain cpt cdr commander cmdr adm
    admiral lt lieutenant ltc sgt sergeant ssgt cpl corporal pvt private ensign brig brigadier
    wing squadron marshal constable detective inspector officer sheriff
    king queen prince princess duke duchess earl count countess baron baroness viscount marquess
    marquis emperor empress her his majesty highness excellency eminence holiness
    herr frau fraulein hr fr ing dipl diplom dipl-ing dipling mag magister mgr mudr judr phdr rndr
    bc ba freiherr freifrau graf grafin ritter edler furst
    m mme mlle monsieur madame mademoiselle maitre me
    sr sra srta senor senora senorita don dona lic licenciado licenciada d
    sig sigra signor signora signorina dott dottore dottoressa dottssa avv avvocato arch geom rag
    snr snra dom eng engo arq
    dhr mevr mevrouw meneer de-heer drs ir mw prof-dr
    pan pani inz mgr-inz dr-hab
    chief univ univ-prof श्री श्रीमती
    archduke archduchess czar czarina tsar tsarina sultan sultana emir amir maharaja maharajah
    maharani raja rajah rani shah infante infanta caliph ayatollah mufti maulvi
    abbot abbess prior prioress deaconess curate monsignor msgr elder presbyter patriarch
    metropolitan archdeacon archimandrite archpriest provost rector ven venerable
    chairman chairwoman chairperson chair director commissioner comptroller assemblyman
    assemblywoman delegate alderwoman selectman
    airman seaman bombardier gunner sapper commodore commandant cadet midshipman
    msgt tsgt gysgt sfc pfc spc lcpl ltjg lcdr radm vadm cwo oberst hauptmann leutnant
    superintendent docent dra doz pd hofrat dkfm mmag univ-doz priv-doz adjunct lecturer
    dipl-kfm dipl-inf dipl-vw dipl-psych dipl-math dipl-phys dipl-oec dipl-wirt-ing dipl-volkswirt
    cav comm nurse ra
    shri sri smt kumari pandit ustad lama swami guru
    most mst mosammat haji hajji mullah maulana sayyid syed hajj
    г-н г-жа господин госпожа проф доктор др акад
    κ κος κα δρ καθ
    st-sgt ret"
}

words! {
    /// Titles that are also given names, family names or suffixes: they need a clear neighbour.
    SHY_TITLES = "chief m me de d sr fr don dom dona king queen prince princess duke earl count baron major
    dean bishop pope judge marshal justice general private brother sister canon father premier
    mag arch rag ba bc ing guru lama syed sayyid marquis graf ritter edler
    elder prior chair director rector abbot raja rajah rani shah amir emir sultan cadet seaman gunner
    nurse cav comm pd adjunct commodore metropolitan delegate provost ra doz
    her his most mst md rep sen vice wing count sri shri lic eng pan pani ret ir"
}

words! {
    /// What makes a longer title of the title behind it (`Rear Admiral`, `2nd Lt.`) and is none by
    /// itself.
    RANK_WORDS = "rear vice wing air flight group crown first second third 1st 2nd 3rd 4th master staff
    chief petty warrant field grand deputy assistant asst associate assoc acting executive supreme
    senior principal district federal state national honorary interim former high quartermaster
    gunnery technical visiting clinical presiding lieutenant lt major maj brigadier attorney
    managing vice-chair under"
}

words! {
    /// What may follow a title and belongs to it (`Professor Emeritus`).
    TITLE_ENDINGS = "emeritus emerita designate elect ordinarius extraordinarius"
}

words! {
    /// A lone name after one of these is a family name (`Dr. King`).
    FORMAL_TITLES = "mr mrs ms miss mx mister dr doctor prof professor rabbi lt lord hon herr frau hr m mme
    mlle monsieur madame sr sra srta senor senora sig sigra signor signora dott dottssa avv
    snr snra dhr mevr mevrouw meneer pan pani ing dipl mag mgr magister mudr judr phdr rndr
    cllr gov sen rep col maj capt gen sgt cpl adm judge justice president freiherr graf rev revd
    baron baroness viscount viscountess earl countess count marquess duke duchess freifrau grafin
    проф г-н г-жа др доктор господин госпожа κ κος κα δρ"
}

words! {
    /// What stands behind a name: generations, degrees, orders, professions.
    SUFFIXES = "jr sr jnr snr junior senior ii iii iv vi vii viii ix xi xii 2nd 3rd 4th fils pere
    mladi ml st junior filho neto sobrinho hijo
    phd ph-d dphil drphil md mba msc bsc bs beng meng mphil mres mpa mph mfa mat mdiv mssc mst
    msw  jd llm llb llmd esq esquire cpa cfa cfp cfe clu lutc chfc cissp cissp-issap pmp prince2
    psm pspo csm csp cspo dds dmd dvm dvsc od pharmd psyd edd thd scd dsc dlitt dmus dba dsw
    do rn lpn crna fnp fnp-c fnp-bc np aprn bsn msn dnp cnm cna lac lcsw lmft lmhc lpc ot otr otr/l
    pt dpt slp ccc-slp rph rd rdn atc emt facs faap facp frcp frcs frs fba fras fraes mrcp mrcs mbbs
    mb bch bmbs mbchb frcpc frcsc qc kc sc obe mbe cbe kbe dbe gbe om ch kg kt bt
    pe ret usn usmc usaf usa uscg esc mp mep msp mla mpp am pc jp cha leed ap rla aia riba arb faia
    ai asid cid mscd msced med bed pgce cert dip hons ba ma bfa aa as aas aba be btech mtech
    mca bca bcom mcom llbhons ing dr-ing dipl-ing diplom csc drsc dis dipling
    sj osb op ofm cssr sdb ssj osf ofmcap cm cmf
    vd kta ccna ccnp mcse mcp cae cfre rinpoche et-al dc shrm-cp shrm-scp phr sphr
    先生 女士 小姐 様 さん 殿 君 ちゃん 氏 社長 博士 教授 씨 님 박사 박사님 선생님 교수 양 군 군님 주니어"
}

words! {
    /// Suffixes that are as often names or initials: only in capitals behind a name in small
    /// letters, or behind a comma.
    SHY_SUFFIXES = "ma ba do ed be as aa am ap ai ch cm om op pe pt sc st ing med ms rd rn pc mp mb kt bt kg sj
    dip dis cap cae arb kc od np ret usa bed cha lac mat esc cert hons si yo ml be bs edd mla dc"
}

words! {
    /// Degrees that count only in capitals or with dots: small letters make them names or words.
    EXTRA_SUFFIXES = "ms ed si pa ra vd"
}

words! {
    /// Letters of orders, degrees, fellowships, licences and services. They count behind a name in
    /// small letters when they are written in capitals; in small letters they are names.
    POST_NOMINALS = "vc gc kcb gcb dcb kcmg gcmg dcmg cmg kcvo gcvo dcvo cvo lvo mvo bem rvm dso dsc dfc dfm afc
    afm cgm gm dcm mm qgm qpm qfsm qso rrc td vrd rnr rn rnvr raf rm ao ac obi kstj ostj dstj cstj
    usnr usar usafr ang arng dm dmin dpm dba dpa dha dsw drph dphil dlit dlitt dmus dcl lld sjd jsd
    scm stm stl std thm thl mth mts mtheol mlitt mchem mphys mbiol mmath mmus mmed mch msurg mds mphil mpharm
    mlis mls mat mpp mpa mha mhs mem mfin mpub mps mdes march barch bcl bds bdes bmus bpharm bn bnurs
    btheol bvsc bvms mrcvs frcvs frcgp mrcgp frcog mrcog frcpath mrcpath frcr frca frcem frcophth frcpsych mrcpsych
    mrcsed frcsed fds mfds fdsrcs facc facep facs facog facr facd fache faan faaos faafp faaem fccp fccm fashp
    fsa fasa asa fcas acas fia ffa aia fca aca acca fcca cima acma fcma cgma cga cma cia cisa cism cgeit crisc cfe
    cfm ctp ea cva abv caia frm prm cpcu abc clu chfc casl cebs cipm cipp aams crpc crps
    pmp pgmp pfmp capm cssbb cssgb lssbb itil ccie ccna ccnp cciso ceh oscp gcih gsec sscp csslp
    mcsa mcsd mcdba mct rhce rhca ocp cka
    cscp cpim cltd cpsm cpm cpp psp pci ppo
    phr sphr gphr aphr scp cp cplp cptd
    apn aprn anp fnp cnp pnp whnp acnp arnp rnc ccrn cen cnor ocn cns ne nea lvn cma rma cphq
    pa pac pa-c crnp rrt crt rvt rdms rdcs rt rdh cda dabr dabfm
    lmsw lisw licsw lsw acsw bcba bcba-d nbct nbcc ncc lmhp ladc cadc mft
    cpt cscs atc lat otd pta cota ota dpt mpt mot chp csp cih chmm qep
    eit ei si pls rls plse asla fasla ncarb fcsi csi ccs cdt cem cea bemp lc gri cre sra mai ccim sior crs
    cfre cae cmp csep cts cpacc
    ficf ric mric frics mrics fcilt fcim mcim fciob mciob fice mice cpeng ceng ieng fiet miet fimeche mimeche
    fbcs mbcs citp fieee smieee mieee frse frsa frgs frhists fsai fras fsa fba fls fgs cgeol csci cchem frsc
    mrsc fmedsci freng ffph mfph fhea sfhea rgn rmn rhv rscn
    ta kc qc sc ag jp dl hml cstj erd ed ud rd vd cd csm oc oont bc om oq qs
    soss svd cssp csc cp cicm fdnsc msc mscj sm osm osc ocd ocso ocist csb sdb smm sma sss
    capa drsc llp"
}

words! {
    /// Numbers of a generation that are also letters.
    NUMERALS = "i v x"
}

words! {
    /// What a family name may begin with.
    PARTICLES = "de del dela della delle dello dei degli di da das do dos du des la las le les lo los li
    van vande vanden vander von vom zu zum zur zer den der ter ten te tot op t 't het in
    af av el al ibn bin bint binti binte ben bar bat abu abou
    san santa sao saint ste st mac mc fitz o ui ni nic ua mhic
    بن ابن بنت ال
    e y i und av y zu d' dell' dall' l' al- el- vd v/d"
}

words! {
    /// Particles that are as often given or middle names when written large.
    SHY_PARTICLES = "ben bar bat san santa do e i y o in op te st abu le la lo li des ni da di mac mc saint al el t ua"
}

words! {
    /// What goes on with an academic title (`Dr. med.`, `Dr. rer. nat.`).
    TITLE_TAILS = "med rer nat phil jur iur oec pol techn theol vet dent hc h habil mult agr psych paed sc mus univ"
}

words! {
    /// Particles that count in the middle of a name even where they are written large.
    LARGE_PARTICLES = "al di da lo la del des san santa abu saint"
}

words! {
    /// Given names of two words begin so (`Abdul Rahman`).
    BINDING_GIVEN = "abdul abdel abdal abdol abdur abdus abu abou umm om abd عبد أبو ابو أم ام"
}

words! {
    /// Words that introduce the family name at birth.
    BORN = "nee née ne geb geboren geborene z-domu domu rozena urodzona fodd fodt 旧姓"
}

#[cfg(test)]
mod tests {
    use super::super::fold::key;
    use super::*;

    #[test]
    fn every_word_is_folded() {
        for list in [&TITLES, &SHY_TITLES, &FORMAL_TITLES, &SUFFIXES, &SHY_SUFFIXES, &PARTICLES] {
            for word in list.iter() {
                assert_eq!(*word, key(word));
            }
        }
    }
}
