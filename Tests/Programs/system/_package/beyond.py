v = 7
from .. import sibling
from ..sibling import s
from ... import nothing
