"""Whole conversations as hurried people on phones write them, ten a language, and what a person would take from them.

Each file holds a list of stories::

    - who: a baker who wants the price first     # for whoever reads this
      audience: b2b                              # whom it is for, in the end
      phone: fr                                  # the phone's language; the file's own if it is left out
      link: b2b-spring                           # the link they came by, if any
      said:
        - {say: "how much is it", asks: [pricing]}
        - {to: company_size, say: "6 of us", facts: {company_size: [6, 6]}}
        - {to: audience, tap: "answer:audience:b2b"}

Lines are said in their order, but one with ``to`` only while that question is open: until then it is passed over.
One that comes ``soon`` follows the line before it within a second, before the bot has answered.
``facts`` are what a person would take from the line (two numbers are a range, otherwise any of the values is right,
"*" are any words of their own), ``asks`` the topics of which one answers it, ``wish`` what they want.
"""
