"""Packs the cases of ONNX's backend test data that are in scope, for ConformanceTest.

Debian 12: apt-get install libonnx-testdata (1.12.0-2), then
python3 src/test/python/onnx_cases.py names.txt src/test/resources/dev/neurite/io/onnx/cases.zip
with the names that Conformance printed as "in scope, passed", one a line.
"""

import pathlib
import sys
import zipfile

DATA = pathlib.Path("/usr/share/libonnx-testdata/data")

names = set(pathlib.Path(sys.argv[1]).read_text().split())
with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    for model in sorted(DATA.glob("*/*/model.onnx")):
        if model.parent.name in names:
            for file in [model, *sorted((model.parent / "test_data_set_0").glob("*.pb"))]:
                name = f"{model.parent.name}/{file.relative_to(model.parent)}"
                out.writestr(zipfile.ZipInfo(name), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
