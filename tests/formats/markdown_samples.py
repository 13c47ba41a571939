"""Small Markdown texts, made here."""

from __future__ import annotations

NOVEL = """---
title: 星河旧事
description: "一个少年的故事"
lang: zh
---

# 星河旧事

作者：林某

## 第一章 少年

　　天色已晚，**林风**缓缓走出[山门](https://example.com "青云门")。
“走吧。”他说。[^1]

他想起*长剑*的事。\\
第二行。

> 山高月小，
> 水落石出。

- 剑
- 刀与`枪`
  - *短*刀

| 名字 | 门派 |
|------|------|
| 林风 | 青\\|云门 |

<div align="center"><img src="a.png" alt="山门"><p>一幅画</p></div>

```python
print("不译")
```

$$
x^2
$$

第二章 风起
-----------

风很大。![山](a.png "题")雨也很大！见[旧事][old]与[山门]。

[old]: https://example.com/old
[山门]: https://example.com/gate
[^1]: 古书上说的话。
"""
SAMPLES: dict[str, bytes] = {
    "novel": NOVEL.encode(),
    "crlf": NOVEL.replace("\n", "\r\n").encode(),
    "bom": NOVEL.encode("utf-8-sig"),
    "gb18030": NOVEL.encode("gb18030"),
    "no final newline": NOVEL.rstrip("\n").encode(),
    "one line": "一行字，没有别的。".encode(),
}
