"""Open data as others read it: a real published set, served by the binary, checked with programs that are not ours.

    open-data-check.py <path of dx-shindan> <empty folder> [<soffice>]

Needs frictionless and pandas. Without a third argument the spreadsheet is left out. Exits with an error at the first thing
that is not as promised.
"""

import datetime
import hashlib
import html
import json
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree

from frictionless import validate

BINARY = pathlib.Path(sys.argv[1]).resolve()
WORK = pathlib.Path(sys.argv[2]).resolve()
SOFFICE = sys.argv[3] if len(sys.argv) > 3 else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()
BASE = f"http://127.0.0.1:{PORT}"
SETTINGS = {"PATH": os.environ["PATH"], "DX_DATA_DIR": str(WORK / "data"), "DX_LOG": "warn", "DX_ADDR": f"127.0.0.1:{PORT}"}


def expect(holds, what):
    if not holds:
        sys.exit(f"✗ {what}")


def run(*arguments, fails=False):
    done = subprocess.run([BINARY, *map(str, arguments)], env=SETTINGS, cwd=WORK, capture_output=True, text=True)
    expect(done.returncode == (1 if fails else 0), f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stderr if fails else done.stdout


def get(path, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(BASE + path, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def last_month():
    """The first day of the month before this one in Japan."""
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).date()
    return (today.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


MONTH = last_month()
CODE = f"{MONTH:%Y-%m}"


def respondents_of_last_month():
    """Made-up respondents are never published: so these are given out as real ones, in a database of this check's own."""
    run("demo", "--businesses", 600, "--seed", 5)
    expect("作りものの回答は数えません" in run("publish", "--period", CODE, fails=True), "made-up respondents were published")
    with sqlite3.connect(WORK / "data" / "dx-shindan.sqlite3") as database:
        database.execute("UPDATE business SET made_up = 0")
        database.execute(
            "UPDATE diagnosis SET made_up = 0, submitted_at = ? || substr(submitted_at, 11)", [f"{MONTH:%Y-%m-15}"]
        )
    run("rollup", "rebuild")


def publishing_says_what_it_did():
    said = run("publish", "--period", CODE, "--by", "検査")
    expect(f"{CODE} の第1版を公開しました" in said and "catalogue の第1版を公開しました" in said, said)
    numbers = re.search(r"表の数 (\d+) 個のうち、少ないので隠したもの (\d+) 個、引き算を防ぐために隠したもの (\d+) 個", said)
    expect(numbers and all(int(number) > 0 for number in numbers.groups()), said)
    print(f"  {numbers[0]}")
    expect("新しい版は作りません" in run("publish", "--period", CODE), "the same was published twice")


def files_are_served_as_the_catalogue_says():
    _, headers, body = get("/open-data/catalog.jsonld")
    expect(headers["Content-Type"].startswith("application/ld+json"), headers["Content-Type"])
    count = 0
    for dataset in json.loads(body)["dcat:dataset"]:
        for file in dataset["dcat:distribution"]:
            address = file["dcat:downloadURL"]
            expect(address.startswith(BASE), address)
            status, headers, body = get(address.removeprefix(BASE), **{"Accept-Encoding": "gzip, br"})
            digest = hashlib.sha256(body).hexdigest()
            expect(status == 200 and "Content-Encoding" not in headers, f"{address}: {status}")
            expect(digest == file["spdx:checksum"]["spdx:checksumValue"] and headers["ETag"] == f'"{digest}"', address)
            expect(len(body) == int(file["dcat:byteSize"]), address)
            expect(get(address.removeprefix(BASE), **{"If-None-Match": headers["ETag"]})[0] == 304, address)
            place = WORK / dataset["dct:identifier"] / address.rsplit("/", 1)[1]
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(body)
            count += 1
    expect(count == 10, f"{count} files")


def frictionless_finds_nothing():
    for code in [CODE, "catalogue"]:
        report = validate(str(WORK / code / "datapackage.json"))
        expect(report.valid, f"{code}: {report.flatten(['name', 'rowNumber', 'fieldName', 'type', 'note'])[:10]}")
    # It would find a number that is none, checksums apart.
    broken = WORK / "broken"
    broken.mkdir()
    package = json.loads((WORK / CODE / "datapackage.json").read_text())
    package["resources"] = package["resources"][:1]
    for field in ["hash", "bytes"]:
        del package["resources"][0][field]
    (broken / "datapackage.json").write_text(json.dumps(package))
    table = (WORK / CODE / "survey-indicators.csv").read_bytes()
    (broken / "survey-indicators.csv").write_bytes(table)
    expect(validate(str(broken / "datapackage.json")).valid, "without checksums")
    (broken / "survey-indicators.csv").write_bytes(table.replace(b",x,x,x,", b",?,x,x,"))
    expect(not validate(str(broken / "datapackage.json")).valid, "frictionless finds nothing wrong with anything")


def the_lines_of_python_work():
    _, _, page = get("/open-data/how-to")
    blocks = [html.unescape(block) for block in re.findall(r"<pre[^>]*>\s*<code>(.*?)</code>", page.decode(), re.S)]
    lines = next(re.sub(r"<[^>]*>", "", block) for block in blocks if "pandas" in block)
    expect(len(lines.splitlines()) == 3 and BASE in lines, lines)
    done = subprocess.run([sys.executable, "-c", lines + "\nassert d['answered'].dtype.kind == 'f', d.dtypes\nassert '34100' in set(d['group_code'])"], capture_output=True, text=True)
    expect(done.returncode == 0 and "DXの必要性を感じている割合" in done.stdout, done.stdout + done.stderr)


def a_spreadsheet_shows_japanese():
    """LibreOffice with what its dialog proposes for such a file: comma, quotes, UTF-8 (76). Headless it asks nobody, and
    would take the system's old encoding whatever the mark says."""
    for name, texts in [
        (f"{CODE}/survey-indicators.csv", ["DXの必要性を感じている割合", "広島市", "34100", "1〜5人", "秘匿", "x"]),
        ("catalogue/support-menus.csv", ["補助金", "マル経", "https://"]),
        ("catalogue/cases.csv", ["東洋電装"]),
        ("catalogue/plan-indicators.csv", ["ひろしまサンドボックス"]),
    ]:
        file = WORK / name
        home = (WORK / "office").as_uri()
        done = subprocess.run(
            [SOFFICE, f"-env:UserInstallation={home}", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "fods", "--outdir", WORK / "sheets", file],
            capture_output=True,
            text=True,
        )
        sheet = WORK / "sheets" / f"{file.stem}.fods"
        expect(done.returncode == 0 and sheet.exists(), done.stdout + done.stderr)
        space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
        cells = ["".join(cell.itertext()).strip() for cell in xml.etree.ElementTree.parse(sheet).iter(f"{space}table-cell")]
        for text in texts:
            expect(any(text in cell for cell in cells), f"{name}: {text} is not there")
        first = file.read_text("utf-8-sig").split(",", 1)[0]
        expect(cells[0] == first, f"{name}: the head begins with {cells[0]!r}")
        expect(not any("�" in cell or "ã" in cell for cell in cells), f"{name}: signs are broken")
        expect(not any(cell.startswith(("=", "#NAME?", "Err:")) for cell in cells), f"{name}: a formula")


respondents_of_last_month()
publishing_says_what_it_did()
server = subprocess.Popen([BINARY, "serve"], env=SETTINGS, cwd=WORK, stdout=subprocess.DEVNULL)
try:
    for _ in range(100):
        time.sleep(0.1)
        try:
            if get("/health/ready")[0] == 200:
                break
        except urllib.error.URLError:
            pass
    checks = [files_are_served_as_the_catalogue_says, frictionless_finds_nothing, the_lines_of_python_work]
    for check in checks + ([a_spreadsheet_shows_japanese] if SOFFICE else []):
        check()
        print(f"✓ {check.__name__.replace('_', ' ')}")
finally:
    server.terminate()
    server.wait(20)
