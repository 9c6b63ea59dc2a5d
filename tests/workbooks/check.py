"""All workbooks of the five samples, judged by programs that nobody here wrote.

    python3 tests/workbooks/check.py target/release/tonghop [SAMPLE...]

Runs the samples in a temporary folder and prints what it counted:
- openxml-audit (PyPI, 0.8): no error against the schemas and rules of Office Open XML;
- openpyxl (PyPI, 3.1): opens every workbook;
- LibreOffice (soffice), told to work out every formula on loading: each gives the value that the
  program had written beside it. That it does so is proved first, on a copy with wrong values;
- LibreOffice again: printed to PDF, no cell is a row of ####.

Leaves with 1 where anything is wrong. Needs pip install openpyxl openxml-audit; pdftotext for the last.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile

import openpyxl

warnings.filterwarnings("ignore", module="openpyxl")  # extensions that it does not know
SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def made(program, work, samples):
    """Runs the samples; every workbook under a name that says where it stood."""
    books = work / "books"
    books.mkdir()
    for sample in samples:
        place = work / sample
        shutil.copytree(SAMPLES / sample, place)
        status = subprocess.run([program, "run", "--quiet", place]).returncode
        assert status in (0, 1), f"{sample}: {status}"
        for book in sorted((place / "out").rglob("*.xlsx")):
            name = "--".join([sample, *book.relative_to(place / "out").parts])
            shutil.copy(book, books / name)
    return books


def converted(folder, kind, out, profile):
    """Has LibreOffice convert all workbooks of a folder."""
    user = profile / "user"
    if not user.exists():
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS)
    files = sorted(folder.glob("*.xls?"))
    for at in range(0, len(files), 40):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
            + ["--outdir", out] + files[at:at + 40],
            check=True, capture_output=True,
        )
    missing = [file.name for file in files if not list(out.glob(file.stem + ".*"))]
    assert not missing, missing
    return out


def same(held, now):
    if isinstance(held, (int, float)) and isinstance(now, (int, float)):
        return abs(held - now) <= 1e-9 * max(1.0, abs(held))
    return (held or "") == (now or "")


def differences(book, recalculated):
    """Formulas of a workbook, and those that give something else."""
    formulas = openpyxl.load_workbook(book)
    held = openpyxl.load_workbook(book, data_only=True)
    now = openpyxl.load_workbook(recalculated, data_only=True)
    count, other = 0, []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                values = held[sheet.title][cell.coordinate].value, now[sheet.title][cell.coordinate].value
                if not same(*values):
                    other.append((book.name, sheet.title, cell.coordinate, *values))
    return count, other


def tampered(book, folder):
    """A copy whose formulas all carry a value that is wrong."""
    folder.mkdir()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(folder / book.name, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[0-9.]+</v>", rb"\1<v>987654</v>", data)
            new.writestr(part, data)
    return folder


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    samples = sys.argv[2:] or sorted(path.name for path in SAMPLES.iterdir())
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        books = made(program, work, samples)
        files = sorted(books.iterdir())
        print(f"{len(files)} workbooks of {len(samples)} samples")

        audit = ["openxml-audit", "-m", "0", "-o", "json", "-r", books]
        told = json.loads(subprocess.run(audit, capture_output=True, text=True).stdout)
        assert len(told) == len(files), f"{len(told)} workbooks audited"
        errors = sum(result["error_count"] for result in told)
        faults += [(result["file"], str(error)[:300]) for result in told for error in result["errors"][:3]]
        print(f"openxml-audit: {errors} errors")

        sheets = sum(len(openpyxl.load_workbook(file).sheetnames) for file in files)
        print(f"openpyxl: {sheets} sheets opened")

        profile = work / "profile"
        proof = next(file for file in files if file.name.endswith("--tong-hop.xlsx"))
        again = converted(tampered(proof, work / "wrong"), "xlsx", work / "right", profile)
        n_formulas, wrong = differences(proof, again / proof.name)
        print(f"LibreOffice put {n_formulas - len(wrong)} of {n_formulas} wrong values right: it does recalculate")
        faults += wrong

        out = converted(books, "xlsx", work / "recalculated", profile)
        n_formulas = 0
        for file in files:
            count, other = differences(file, out / file.name)
            n_formulas += count
            faults += other
        print(f"LibreOffice: {n_formulas} formulas worked out anew")

        pdf = converted(books, "pdf", work / "pdf", profile)
        pages = hashes = 0
        for file in sorted(pdf.glob("*.pdf")):
            text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True).stdout
            pages += text.count("\f")
            if "###" in text:
                hashes += 1
                faults.append((file.name, "####"))
        print(f"printed: {pages} pages, {hashes} workbooks with ####")
    for fault in faults:
        print("FAULT", *fault)
    print("no fault" if not faults else f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
