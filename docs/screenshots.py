"""Take the pictures of the README anew: python docs/screenshots.py [SITE]

SITE is a folder of pages, by default out/. Needs Chromium with its driver. The pictures are cut down to so few
colours that each stays below 100 kB.
"""

import shutil
import struct
import sys
import time
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

HERE = Path(__file__).resolve().parent
SIZE = (1280, 800)
COLOURS = (128, 64, 40, 24)
LARGEST = 100_000
# the person who travels between the others shows best what a chosen name looks like; else whoever does most
CHOOSE_A_NAME = """
    const envoy = ents.find((n) => n.label === 'Steve Witkoff');
    const busiest = ents.reduce((best, n) => (n.events.length > best.events.length ? n : best));
    location.hash = '#sel=n:' + encodeURIComponent((envoy || busiest).id);
"""
PICTURES = {"graph.png": ("graph.html", CHOOSE_A_NAME), "timeline.png": ("timeline.html", "")}
FLAGS = ("--headless=new", "--disable-gpu", "--no-sandbox", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND")
Pixels = NDArray[np.uint8]


def read_png(data: bytes) -> Pixels:
    """Return the pixels [height, width, 3] of an 8-bit RGB or RGBA picture without interlacing. Source: PNG 1.2."""
    at, body, width, height, depth = 8, b"", 0, 0, 3
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", chunk[:10])
            depth = 4 if colour == 6 else 3
        elif kind == b"IDAT":
            body += chunk
        at += length + 12
    raw = np.frombuffer(zlib.decompress(body), np.uint8).reshape(height, width * depth + 1)
    rows = np.zeros((height, width * depth), np.uint8)
    above = np.zeros(width * depth, np.int32)
    for y in range(height):
        line, how = raw[y, 1:].astype(np.int32), raw[y, 0]
        if how in (1, 3, 4):  # each pixel needs the one on its left
            for x in range(0, width * depth, depth):
                left = line[x - depth : x] if x else np.zeros(depth, np.int32)
                up = above[x : x + depth]
                corner = above[x - depth : x] if x else np.zeros(depth, np.int32)
                if how == 1:
                    guess = left
                elif how == 3:
                    guess = (left + up) // 2
                else:
                    p = left + up - corner
                    a, b, c = abs(p - left), abs(p - up), abs(p - corner)
                    guess = np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))
                line[x : x + depth] = (line[x : x + depth] + guess) & 255
        elif how == 2:
            line = (line + above) & 255
        rows[y], above = line.astype(np.uint8), line
    return rows.reshape(height, width, depth)[:, :, :3]


def write_png(pixels: Pixels, most: int) -> bytes:
    """Return a palette picture: colours that are common or unlike others stay, the rest take the nearest."""
    height, width, _ = pixels.shape
    packed = pixels.reshape(-1, 3).astype(np.int64) @ np.array([65536, 256, 1])
    colours, place, counts = np.unique(packed, return_inverse=True, return_counts=True)
    rgb = np.stack([colours >> 16, (colours >> 8) & 255, colours & 255], axis=1)
    far, kept = np.full(len(rgb), np.inf), [int(counts.argmax())]
    while len(kept) < min(most, len(rgb)):  # next is what the palette misses most: far from it, and common
        far = np.minimum(far, ((rgb - rgb[kept[-1]]) ** 2).sum(axis=1))
        kept.append(int((far * counts**0.5).argmax()))
    table = rgb[kept]
    nearest = np.array([int(((table - c) ** 2).sum(axis=1).argmin()) for c in rgb], np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = nearest[place].reshape(height, width)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", table.astype(np.uint8).tobytes())
        + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + chunk(b"IEND", b"")
    )


def main(site: Path) -> None:
    """Write docs/images/ from the pages of `site`."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    metrics = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    (HERE / "images").mkdir(exist_ok=True)
    for name, (page, first) in PICTURES.items():
        driver.get((site / page).resolve().as_uri())
        while driver.execute_script("return document.documentElement.dataset.ready") != "1":
            time.sleep(0.1)
        driver.execute_script(first)
        time.sleep(0.8)
        pixels = read_png(driver.get_screenshot_as_png())
        tries = (write_png(pixels, most) for most in COLOURS)
        data = next((d for d in tries if len(d) < LARGEST), None) or write_png(pixels, COLOURS[-1])
        (HERE / "images" / name).write_bytes(data)
        sys.stdout.write(f"{name}: {len(data) // 1000} kB\n")
    driver.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "out")
