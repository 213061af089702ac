"""Ordinary English words that are also the names of tools: "less", "go", "spark"."""

_WORDS = """
absorb access ant atom backbone bamboo basic blender bottle box brackets capture chef chrome clips
closure composer coral crystal dash drive echo eclipse edge elastic ember enterprise excel express
factor fire flask flex flow flux forth fusion go groovy hack hive icon impala ink joy kettle lean
less lift logo looker lotus make maple mason meteor mocha mule node notes notion numbers oak office
opal orange outlook pages phoenix pig play pony postman processing project puppet pure quest rails
react rest ring rust safari salt scheme scratch segment self sense server sharp shiny sketch slack
snowflake soap spark spring squirrel stash stem stripe struts swift teams tempo things tower unity
unreal vault vision wicket word zoom
"""

ORDINARY_WORDS = frozenset(_WORDS.split())
"""Single words that name a tool only where the text writes them with a capital."""
