"""Decision tables of items 秒批: written, tried out, compared with humans, checked afterwards."""
