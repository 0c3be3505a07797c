print("package", __name__, __path__ == __spec__.submodule_search_locations)
name = "p"
_hidden = 1
