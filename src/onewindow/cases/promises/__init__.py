"""容缺受理, 告知承诺: what is taken on the applicant's word, and what follows if it is not kept."""
