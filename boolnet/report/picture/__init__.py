"""The picture of a network, with its compartments: places, ways, tracks, drawing."""
