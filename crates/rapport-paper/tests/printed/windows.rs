//! The address is seen through the window: measured on the PDF's own words, for each layout with a
//! window and the longest addresses that are plausible in twenty countries.

use rapport_paper::{Kind, Layout, Letter, PdfWriter, Printer, Typesetter};

use super::letters::layouts;
use super::read::{Printed, Word};
use super::samples;

/// Points in a millimetre.
const POINT: f32 = 72.0 / 25.4;

/// Lines and the country line for mail from abroad.
const ADDRESSES: [(&str, &[&str]); 20] = [
    (
        "GERMANY",
        &[
            "Frau Prof. Dr. Dr. h. c. Annegret Schulte-Wermeling",
            "Bundesvereinigung der Papierverarbeiter e. V.",
            "Abteilung Öffentlichkeitsarbeit",
            "Bürgermeister-Weidenhagen-Straße 118 a",
            "82481 Mittenwald a. d. Isar",
        ],
    ),
    (
        "AUSTRIA",
        &[
            "Herrn Dipl.-Ing. Maximilian Oberhuber-Stadler",
            "Salzkammergut Seilbahnen Betriebsgesellschaft m. b. H.",
            "Kaiser-Franz-Josef-Promenade 17/2/14",
            "4820 Bad Ischl",
        ],
    ),
    (
        "SWITZERLAND",
        &[
            "Madame Marie-Antoinette de Montmollin-Perregaux",
            "Manufacture d’horlogerie du Val-de-Travers SA",
            "Chemin des Petites-Marnières 12",
            "2108 Couvet",
        ],
    ),
    (
        "FRANCE",
        &[
            "Monsieur Jean-Baptiste de LA ROCHEFOUCAULT-MERCIER",
            "Société coopérative des imprimeurs de Bretagne",
            "Bâtiment C, appartement 12",
            "143 B boulevard du Maréchal-de-Lattre-de-Tassigny",
            "35042 RENNES CEDEX",
        ],
    ),
    (
        "BELGIUM",
        &[
            "Mevrouw Wilhelmina van den Broeck-Vandenberghe",
            "Koninklijk Verbond van Drukkers en Uitgevers",
            "Sint-Katelijnevest 101 bus 4",
            "2000 ANTWERPEN",
        ],
    ),
    (
        "NETHERLANDS",
        &[
            "De heer mr. dr. J. W. A. van Wassenaer-Obdam",
            "Stichting Nederlandse Waterschapsarchieven",
            "Burgemeester van Tuyllkade 1123 bis",
            "3554 ZX  UTRECHT",
        ],
    ),
    (
        "UNITED KINGDOM",
        &[
            "The Hon. Alexandra Featherstonehaugh-Cholmondeley",
            "Harbour & Finch Ltd, Export Department",
            "Flat 4b, The Old Granary",
            "27 Lower Quayside Row",
            "STOKE-ON-TRENT",
            "ST4 9ZZ",
        ],
    ),
    (
        "IRELAND",
        &[
            "Ms Aoibheann Ní Mhaolchatha-O’Shaughnessy",
            "Western Islands Ferry Company",
            "Ballynahowna Lower",
            "Inverin",
            "Co. Galway",
            "H91 X0X0",
        ],
    ),
    (
        "UNITED STATES",
        &[
            "Dr. Bartholomew Worthington-Ellsworth III",
            "Susquehanna Valley Regional Planning Commission",
            "12450 Martin Luther King Jr. Blvd NE STE 1200",
            "ALBUQUERQUE NM 87111-1234",
        ],
    ),
    (
        "CANADA",
        &[
            "Mme Geneviève Beauchemin-Larivière",
            "Coopérative funéraire de la Côte-de-Beaupré",
            "3-1250 BOUL SAINTE-ANNE-DE-BEAUPRÉ O",
            "CHÂTEAU-RICHER QC  G0A 1N0",
        ],
    ),
    (
        "AUSTRALIA",
        &[
            "Mr Fitzgerald Warrnambool-Henderson",
            "Australian Antarctic Shipping Pty Ltd",
            "Unit 14, 1200 Great Northern Highway",
            "WEST MIDLAND WA 6056",
        ],
    ),
    (
        "SPAIN",
        &[
            "Sra. D.ª María del Carmen Fernández de Córdoba",
            "Confederación Hidrográfica del Guadalquivir",
            "Avda. de los Descubrimientos, 128, esc. B, 4.º izda.",
            "41092 SEVILLA",
        ],
    ),
    (
        "ITALY",
        &[
            "Gentile Dott.ssa Mariangela Buonaccorsi-Della Porta",
            "Consorzio per la Tutela del Vetro di Murano S.c.p.A.",
            "Fondamenta Santa Caterina di Sopra 4930/A",
            "30121 VENEZIA VE",
        ],
    ),
    (
        "PORTUGAL",
        &[
            "Exma. Senhora Engenheira Maria da Conceição Vasconcelos",
            "Instituto de Investigação do Atlântico",
            "Rua Doutor António Bernardino de Almeida 541, 3.º dto.",
            "4200-072 PORTO",
        ],
    ),
    (
        "BRAZIL",
        &[
            "Sr. João Guilherme Albuquerque de Oliveira Neto",
            "Companhia Paranaense de Navegação Fluvial",
            "Av. Presidente Juscelino Kubitschek, 2041, cj. 1502",
            "Vila Nova Conceição",
            "SÃO PAULO - SP",
            "04543-011",
        ],
    ),
    (
        "POLAND",
        &[
            "Szanowna Pani dr hab. Małgorzata Brzęczyszczykiewicz",
            "Towarzystwo Przyjaciół Żeglugi Śródlądowej",
            "ul. Księdza Jerzego Popiełuszki 117 m. 23",
            "85-863 BYDGOSZCZ",
        ],
    ),
    (
        "GREECE",
        &[
            "Κυρία Αικατερίνη Παπακωνσταντίνου-Δημητριάδη",
            "Εταιρεία Ναυτικών Μελετών Αιγαίου Α.Ε.",
            "Λεωφόρος Βασιλίσσης Σοφίας 124",
            "115 26 ΑΘΗΝΑ",
        ],
    ),
    (
        "BULGARIA",
        &[
            "Госпожа Екатерина Константинова-Владимирова",
            "Национален институт по хидрология",
            "бул. „Цариградско шосе“ № 125, бл. 3, вх. Б",
            "1113 СОФИЯ",
        ],
    ),
    (
        "SWEDEN",
        &[
            "Fru Anna-Karin Lagerbielke af Sandeberg",
            "Västernorrlands Skogsägareförening ek. för.",
            "Östra Kyrkogårdsvägen 114 lgh 1203",
            "871 45 HÄRNÖSAND",
        ],
    ),
    (
        "ICELAND",
        &[
            "Frú Þórhildur Aðalbjörg Guðmundsdóttir",
            "Rannsóknamiðstöð íslenskra jökla",
            "Seyðisfjarðarvegur 117, 3. hæð",
            "710 SEYÐISFJÖRÐUR",
        ],
    ),
];

fn letter_to(country: &str, lines: &[&str]) -> Letter {
    Letter { recipient: samples::recipient(lines, Some(country)), ..samples::letter() }
}

/// Whether all that is printed of the word shows in the window.
///
/// pdftotext's boxes are as high as the font's own line, 1.424 of the size for Source Sans 3, of
/// which 1.024 stand above the baseline. Ink goes from 0.9 above it, with an accent on a capital,
/// to 0.25 below.
fn in_window(word: &Word, layout: &Layout) -> bool {
    let (left, top, width, height) = layout.window().unwrap();
    let size = (word.bottom - word.top) / 1.424;
    let baseline = word.top + 1.024 * size;
    word.left >= left * POINT
        && word.right <= (left + width) * POINT
        && baseline - 0.9 * size >= top * POINT
        && baseline + 0.25 * size <= (top + height) * POINT
}

#[test]
fn the_window_shows_all_of_the_longest_addresses_of_twenty_countries() {
    let mut typesetter = Typesetter::default();
    let windowed = layouts(Kind::Letter);
    assert!(windowed.iter().all(|layout| layout.window().is_some()));
    for layout in windowed {
        let mut writer = PdfWriter::new("Windows", "en", "", None, Printer::default());
        for (country, lines) in ADDRESSES {
            let document = typesetter.letter(&layout, &letter_to(country, lines));
            assert_eq!(document.troubles(), [], "{layout}, {country}");
            assert_eq!(document.pages(), 1, "{layout}, {country}");
            writer.add(&document);
        }
        let words = Printed::from_bytes("windows", &writer.finish().unwrap()).words();
        for (number, (country, lines)) in ADDRESSES.into_iter().enumerate() {
            let seen: Vec<&Word> = words
                .iter()
                .filter(|word| word.page == number + 1 && in_window(word, &layout))
                .collect();
            let mut rest = seen.iter();
            for expected in lines.iter().copied().chain([country]) {
                for word in expected.split_whitespace() {
                    let found = rest.find(|found| found.text == word);
                    assert!(
                        found.is_some(),
                        "{layout}, {country}: {word} of {expected} is not in the window: {seen:?}"
                    );
                    let found = found.unwrap();
                    // Print that the post reads: 8 points at least.
                    assert!(
                        found.bottom - found.top >= 8.0 * 1.42,
                        "{layout}, {country}: {found:?}"
                    );
                }
            }
            assert!(rest.next().is_none(), "{layout}, {country}: something else shows below");
        }
    }
}

#[test]
fn an_address_that_cannot_fit_is_told_and_stays_in_the_window() {
    let lines: Vec<String> =
        (1..=12).map(|line| format!("Line {line} of an address that never ends at all")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    for layout in layouts(Kind::Letter) {
        let document = Typesetter::default().letter(&layout, &letter_to("ATLANTIS", &lines));
        let told: Vec<String> = document.troubles().iter().map(ToString::to_string).collect();
        assert!(told[0].contains("address"), "{layout}: {told:?}");
        let words = Printed::new("endless", &document).words();
        for word in words.iter().filter(|word| word.text == "ends") {
            assert!(in_window(word, &layout), "{layout}: {word:?}");
        }
    }
}
