"""Small pages, made here, written as real ones are."""

from __future__ import annotations

ARTICLE = (
    "<!DOCTYPE html>\n<html lang=zh-CN>\n<head>\n<meta charset=utf-8>\n<title>星河旧事</title>\n"
    '<meta name=description content="一个少年的故事">\n<style>p { color: red }</style>\n</head>\n<body>\n'
    "<h1>星河旧事</h1>\n<p class=a>　　天色已晚，<b>林风</b>缓缓走出<a href=#n>山门</a>。<br>“走吧。”\n"
    "<p>他想起<ruby>昆仑<rt>kūnlún</rt></ruby>山。<img src=a.png alt=山门>雨 &amp; 雪&nbsp;很大\n"
    "<ul><li>剑<li>刀</ul>\n<table><tr><th>名<td>林风</table>\n"
    "<pre>床前明月光，\n疑是地上霜。</pre><!-- 注 --><script>var a = '<p>不译</p>'</script>\n"
    "<p id=n translate=no>留着</p></body></html>\n"
)
NOVEL = "<html><body><h1>书</h1><p>作者：林某" + "".join(
    f"<h2>第{sign}章 风起</h2><p>风很大，他走了{sign}天。</p>" for sign in "一二三"
)
FRAGMENT = "<p>一段话。</p>\r\n<div>又一段<b>话</b></div>"
XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh">'
    '<head><title>书</title><script src="a.js"/></head><body><p>他走了<a id="x"/>。</p><p/>'
    "<p><![CDATA[一 < 二]]></p></body></html>"
)
SOUP = (
    "<b><i>错</b>位</i><p>没有关<div>好的<p>标签</div><td>x</td></p></span>话<a href=x>链<a href=y>接"
    '<img alt="图" title=题>&copy 2020 &#x4e2d;&bogus; <'
)

SAMPLES: dict[str, bytes] = {
    "article": ARTICLE.encode(),
    "novel": NOVEL.encode(),
    "fragment": FRAGMENT.encode(),
    "soup": SOUP.encode(),
    "bom and crlf": ARTICLE.replace("\n", "\r\n").encode("utf-8-sig"),
    "gbk": ARTICLE.replace("utf-8", "gb2312").encode("gb18030"),
    "undeclared gbk": ARTICLE.replace("<meta charset=utf-8>", "").encode("gb18030"),
    "utf-16": ARTICLE.encode("utf-16"),
    "no final newline": ARTICLE.rstrip("\n").encode(),
}
