"""The pictures of the README: the first page, the consolidated page and the questions, as LibreOffice prints them.

    python3 tests/workbooks/pictures.py target/release/tonghop

Runs samples/lang-son-2024 in a temporary folder and writes trang-dau.png, tong-hop.png and can-quyet-dinh.png into
that sample.
Needs LibreOffice (soffice), pdftoppm of poppler and a font with the measures of Times New Roman (Liberation).
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "samples" / "lang-son-2024"
# Each picture: the workbook, and the page that is shown, counted from 1.
PAGES = {"trang-dau": ("tong-hop", 1), "tong-hop": ("tong-hop", 2), "can-quyet-dinh": ("can-quyet-dinh", 1)}
DOTS_PER_INCH = "90"


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        place = work / SAMPLE.name
        shutil.copytree(SAMPLE, place, ignore=shutil.ignore_patterns("out", ".tonghop"))
        status = subprocess.run([program, "run", "--quiet", place]).returncode
        assert status in (0, 1), status
        (books,) = (place / "out").iterdir()
        for name, (book, page) in PAGES.items():
            profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work]
            subprocess.run([*command, books / f"{book}.xlsx"], check=True, stdout=subprocess.DEVNULL)
            command = ["pdftoppm", "-png", "-singlefile", "-r", DOTS_PER_INCH, "-f", str(page), "-l", str(page)]
            subprocess.run([*command, work / f"{book}.pdf", SAMPLE / name], check=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
