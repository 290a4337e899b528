from layers.recipe import Patch, Recipe

# Of SciPy the library of trees needs sparse matrices alone, and those need no BLAS: the rest is three quarters of it.
UNUSED_SCIPY = (
    "cluster",
    "conftest.py",
    "constants",
    "datasets",
    "differentiate",
    "fft",
    "fftpack",
    "integrate",
    "interpolate",
    "io",
    "linalg",
    "misc",
    "ndimage",
    "odr",
    "optimize",
    "signal",
    "sparse/csgraph",
    "sparse/linalg",
    "spatial",
    "special",
    "stats",
)

RECIPE = Recipe(
    drop=(
        *(f"scipy/{name}" for name in UNUSED_SCIPY),
        "scipy.libs",
        "xgboost/testing",
        "xgboost/spark",
        "xgboost/dask",
    ),
    # The one use of the rest, in the classifier of the scikit-learn kind, which is not used online.
    patches=(Patch("xgboost/sklearn.py", "from scipy.special import softmax\n", ""),),
)
