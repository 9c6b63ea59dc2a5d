"""The other side of the bench `country`: the best script that an officer who knows Python could write.

It reads every workbook of an inbox, puts the lists under one another, holds whom it saw before by name, year of
birth and unit for a duplicate, and writes one workbook of all and one for each unit. It repairs no letters, knows
no units and no plan, tells nobody what is wrong, and keeps nothing for the next month: a tenth of the work.

    pip install fastexcel polars xlsxwriter
    cargo bench --bench country -- 1000 --leave FOLDER
    python3 tests/bench/country.py FOLDER/1000
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import fastexcel
import polars as pl
import xlsxwriter

HEADER = 4  # rows above the names of columns
SAME = ["Họ và tên", "Năm sinh", "Đơn vị công tác"]


def read(path: Path) -> pl.DataFrame:
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=HEADER, dtypes="string")
    return sheet.to_polars().with_columns(pl.lit(str(path)).alias("Tệp"))


def write(path: Path, columns: list[str], rows: list[tuple]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, columns)
        for at, row in enumerate(rows, 1):
            for col, text in enumerate(row):
                if text is not None:
                    sheet.write_string(at, col, text)


def main() -> None:
    workspace = Path(sys.argv[1])
    out = workspace / "script"
    out.mkdir(exist_ok=True)
    start = time.perf_counter()
    with ThreadPoolExecutor() as pool:
        lists = list(pool.map(read, sorted((workspace / "inbox").rglob("*.xlsx"))))
    rows = pl.concat(lists, how="diagonal_relaxed").filter(pl.col("Họ và tên").is_not_null())
    rows = rows.unique(SAME, keep="first", maintain_order=True).sort("Phong trào", "Họ và tên")
    been_read = time.perf_counter()
    books = [(out / "tong-hop.xlsx", rows)]
    for (unit,), own in rows.group_by("Đơn vị công tác", maintain_order=True):
        books.append((out / f"{unit.replace('/', '-')}.xlsx", own))
    # polars has threads, which no fork outlives.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        written = [pool.submit(write, path, own.columns, own.rows()) for path, own in books]
        for one in written:
            one.result()
    end = time.perf_counter()
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    writer = getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{rows.height} exemplars: {end - start:.1f} s (read {been_read - start:.1f} s)")
    print(f"at most {peak} MB, and {writer} MB for each process that writes")


if __name__ == "__main__":
    main()
