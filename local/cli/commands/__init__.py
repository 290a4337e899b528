"""The commands of `astramech`: options and words; what they do is in the modules beside this folder."""
