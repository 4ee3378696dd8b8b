"""Pictures of the editors' own: one in its format is published, one that only has its name is reported."""

import io

import pytest
from PIL import Image

from generator.installed import installed
from generator.load.loading import load
from tests.corpus import write_engine
from tests.full import write_full

FORMATS = {
    "avif": "AVIF",
    "gif": "GIF",
    "ico": "ICO",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "pdf": "PDF",
    "png": "PNG",
    "webp": "WEBP",
}


def problems(root, name, data):
    write_full(write_engine(root))
    (root / "site_config/public" / name).write_bytes(data)
    return [
        str(problem.place)
        for problem in load(root, installed(), engine="mkdocs.yml").report
        if problem.code == "public-file"
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_formats(ending, tmp_path):
    file = io.BytesIO()
    Image.new("RGB", (32, 32)).save(file, FORMATS[ending])
    assert problems(tmp_path, f"own.{ending}", file.getvalue()) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_other_content(ending, tmp_path):
    assert problems(tmp_path, f"own.{ending}", b"<script>alert(1)</script>") == [
        f"site_config/public/own.{ending}:1:1"
    ]
