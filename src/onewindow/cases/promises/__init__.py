"""容缺受理, 告知承诺: what is taken on the applicant's word, and what follows if it is not kept."""

from importlib import import_module

# What is done to a case asks for promises, and promises are kept by what is done to a case: that
# comes first, wherever one begins.
import_module("onewindow.cases.actions")
