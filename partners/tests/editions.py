"""Files that the importer must refuse, with what it says, and ones that it reads."""

from pathlib import Path

HEADING = (
    '"Gebieden in Nederland 2027"\n'
    '"Onderwerp";"Gemeenten/Code (code)";"Jeugdregio\'s/Code (code)";"Jeugdregio\'s/Naam (naam)"\n'
)
OWN = "kind,area,name,municipality,since\n"
NORTH = Path(__file__).parent / "noord_holland"
MOVES = f'{HEADING}"Uitgeest";"GM0450  ";"JZ10 ";"IJmond"\n"Bron: CBS"\n'


def many(line, count):
    return "".join(line % number for number in range(count))


# What is wrong with a file: its bytes, and what is said of it.
MALFORMED = {
    "nothing": (b"", "het bestand is leeg"),
    "white space alone": (b" \r\n\r\n ", "het bestand is leeg"),
    "a workbook": (b"PK\x03\x04rest", "gevonden een Excel- of zipbestand"),
    "a PDF": (b"%PDF-1.7 rest", "gevonden een PDF"),
    "a web page": (b"<!doctype html><p>Niet gevonden", "gevonden een webpagina of XML"),
    "JSON": (b'{"value": []}', "gevonden JSON"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "gevonden een afbeelding"),
    "bytes that are no text": (b"kind,area\x00\x01\xff", "gevonden andere tekens"),
    "another encoding": ("kind;area".encode("utf-16"), "gevonden andere tekens"),
    "half a character": (b"kind;ar\x81\x8d\xe9a", "verwacht tekst in UTF-8 of Windows-1252"),
    "another table": (b"Naam;Leeftijd\nMerel;4\n", "verwacht een export van"),
    "headings without a kind": (
        b"Regio;Code;Inwoners\nUitgeest;GM0450;13000\n",
        "geen kop noemt een soort gebied",
    ),
    "a heading twice": (
        b"Gemeente;Jeugdregio code;Jeugdregio code\nGM0450;JZ06;JZ10\n",
        "twee kolommen zeggen hetzelfde",
    ),
    "a quote that stays open": (
        f'{HEADING}"Uitgeest";"GM0450;JZ06;Alkmaar\n'.encode(),
        "met aanhalingstekens die sluiten",
    ),
    "a line with a cell too few": (
        f"{HEADING}Uitgeest;GM0450;JZ06;Alkmaar\nHeiloo;GM0399;JZ06\n".encode(),
        "regel 4: verwacht 4 kolommen, gevonden 3",
    ),
    "a code of nothing": (
        f"{HEADING}Uitgeest;GM0450;JZ06;Alkmaar\nHeiloo;hier;JZ06;Alkmaar\n".encode(),
        "regel 4, kolom Gemeenten/Code (code): verwacht een CBS-code als GM0361, gevonden “HIER”",
    ),
    "a gemeente without area": (
        f"{HEADING}Uitgeest;GM0450;.;-\n".encode(),
        "regel 3: verwacht een code of naam bij jeugd, gevonden niets",
    ),
    "a gemeente in two jeugdregio's": (
        f"{HEADING}Uitgeest;GM0450;JZ06;Alkmaar\nUitgeest;GM0450;JZ10;IJmond\n".encode(),
        "regel 4: GM0450 ligt al in JZ06 (zie regel 3)",
    ),
    "two periods": (
        b"Gemeente;Perioden;Jeugdregio code\nGM0450;2026JJ00;JZ06\nGM0399;2027JJ00;JZ06\n",
        "regel 3: verwacht één periode",
    ),
    "a period of nothing": (
        b"Gemeente;Perioden;Jeugdregio code\nGM0450;vorig jaar;JZ06\n",
        "regel 2: verwacht een periode als 2026JJ00",
    ),
    "an unknown name": (
        b"2027\nGemeente;Jeugdregio naam\nGM0450;Nergenshuizen\n",
        "regel 3: verwacht de code of de naam van een gebied die Regio kent, "
        "gevonden “Nergenshuizen”",
    ),
    "no day": (
        b"Gemeente;Jeugdregio code\nGM0450;JZ06\n",
        "het bestand zegt niet vanaf welke dag het geldt",
    ),
    "our own with an unknown column": (
        b"kind,area,municipality,bijzonder\njeugd,JZ06,GM0450,ja\n",
        "regel 1: verwacht de kolommen kind, area, municipality",
    ),
    "our own with an unknown kind": (
        f"{OWN}waterschap,W1,Rijnland,GM0450,2027-01-01\n".encode(),
        "regel 2, kolom kind: verwacht een van swv_po",
    ),
    "our own with another share": (
        b'kind,area,municipality,share,since\nswv_po,PO2703,GM0450,"1,5",2027-01-01\n',
        "regel 2, kolom share: verwacht een deel van 0 tot 1, of niets, gevonden “1,5”",
    ),
    "our own with too much": (
        b"kind;area;municipality;share;since\nswv_po;PO2703;GM0450;0,7;2027-01-01\n"
        b"swv_po;PO2711;GM0450;0,7;2027-01-01\n",
        "regel 3: de delen van GM0450 zijn samen meer dan 1",
    ),
    "our own with two days": (
        f"{OWN}jeugd,JZ06,A,GM0450,2027-01-01\njeugd,JZ06,A,GM0399,2028-01-01\n".encode(),
        "regel 3, kolom since: verwacht één dag",
    ),
    "our own with a day of nothing": (
        f"{OWN}jeugd,JZ06,A,GM0450,2027-13-01\n".encode(),
        "kolom since: verwacht een dag als 2027-01-01",
    ),
    "our own without rows": (OWN.encode(), "er staat geen gemeente met een gebied in"),
    "the same line twice": (
        f"{OWN}{many('jeugd,JZ06,A,GM0450,2027-01-01%.0s' + chr(10), 2)}".encode(),
        "regel 3: GM0450 staat al bij JZ06 (zie regel 2)",
    ),
    "a day on which another edition begins": (
        b"kind,area,municipality,since\njeugd,JZ03,GM0450,2025-01-01\n",
        "Uitgeest ligt vanaf 01-01-2025 al in Alkmaar (Noord-Kennemerland) (JZ06).",
    ),
}
