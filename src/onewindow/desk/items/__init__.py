"""Items: the paper form in, its versions, their way to publication."""
