__all__ = ["deep", "v"]
from . import deep
from .deep import v
