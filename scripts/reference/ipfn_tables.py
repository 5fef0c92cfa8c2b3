"""Makes domain/tests/ipfn.json: made-up tables, and what PyPI's ipfn makes of them. The domain's raking must agree.

    python3 -m venv /tmp/ipfn && /tmp/ipfn/bin/pip install ipfn==1.4.4 pandas==3.1.1 numpy==2.4.6
    /tmp/ipfn/bin/python scripts/reference/ipfn_tables.py > domain/tests/ipfn.json

Nothing in the tables is real: respondents and businesses come from a dice with a fixed seed.
"""

import contextlib
import json
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
from ipfn import ipfn

SIZES = ["1-5", "6-20", "21-50", "51-100", "101-300"]
INDUSTRIES = ["D", "E", "G", "I", "M", "P"]
MUNICIPALITIES = ["34100", "34202", "34205", "34207", "34212"]
NAMES = ["employee_size", "industry", "municipality"]

CASES = [
    # Name, seed, mean number of respondents in a cell, margins.
    ("size × industry and municipality", 1, 3.0, [["employee_size", "industry"], ["municipality"]]),
    ("three margins of one dimension", 2, 1.2, [["employee_size"], ["industry"], ["municipality"]]),
    ("size × municipality and industry, few respondents", 3, 0.8, [["employee_size", "municipality"], ["industry"]]),
]


def case(name, seed, mean, dimensions):
    dice = np.random.default_rng(seed)
    places = pd.MultiIndex.from_product([SIZES, INDUSTRIES, MUNICIPALITIES], names=NAMES)
    cells = pd.DataFrame({"respondents": dice.poisson(mean, len(places))}, index=places).reset_index()
    # Businesses lie only where somebody answered, so that the margins can be met without an empty cell.
    cells = cells[cells.respondents > 0].reset_index(drop=True)
    businesses = np.floor(dice.lognormal(4.0, 1.2, len(cells))).astype(int) + 1
    table = cells.assign(businesses=businesses)
    margins = [table.groupby(on)["businesses"].sum() for on in dimensions]
    raked = cells.assign(total=cells.respondents.astype(float))
    fit = ipfn.ipfn(
        raked, [m.astype(float).rename("total") for m in margins], dimensions,
        weight_col="total", convergence_rate=1e-14, rate_tolerance=0.0, max_iteration=5000, verbose=2,
    )
    with contextlib.redirect_stdout(sys.stderr):  # It says there that it is done.
        raked, converged, _ = fit.iteration()
    assert converged == 1, name
    return {
        "name": name,
        "margins": [
            {"dimensions": on, "counts": [[list(at) if isinstance(at, tuple) else [at], int(n)] for at, n in m.items()]}
            for on, m in zip(dimensions, margins)
        ],
        "cells": [
            [row.employee_size, row.industry, row.municipality, int(row.respondents), float(row.total)]
            for row in raked.itertuples()
        ],
    }


def lines(value):
    """JSON with one cell to a line."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("], [", "],\n[").replace('"cells": [', '"cells": [\n').replace('"counts": [', '"counts": [\n').replace('}, {"', '},\n{"')


made = {"ipfn": version("ipfn"), "cases": [case(*given) for given in CASES]}
sys.stdout.write(lines(made) + "\n")
