const chinese = `
的 了 是 在 我 有 和 就 不 人 都 一 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 他 她 它 们 我们 你们 他们 咱们 这个 那个 这些 那些 这里 那里
这样 那样 什么 怎么 怎样 如何 为什么 哪里 哪个 哪些 谁 多少 几个 一些 一点 一下 一样 一直 一定 一般 有点 有些 有时 有时候 有的 没什么 还有 还是 还要 还可以 而且 但是 但
可是 不过 然而 因为 所以 因此 由于 如果 要是 虽然 尽管 只是 只有 只要 只能 或者 或 以及 及 与 跟 同 对 对于 关于 比 比较 比如 例如 等 等等 从 向 往 把 被 给 让 使 用 以 为
为了 于 则 即 又 再 再次 才 已 已经 正在 曾 曾经 将 将要 可 可以 能 能够 应 应该 应当 需要 需 希望 建议 觉得 感觉 认为 以为 可能 也许 大概 真的 真是 确实 其实 其他 其它
非常 十分 特别 太 更 更加 最 挺 相当 越来越 稍微 多 少 大 小 些 每 每次 每个 各 各个 各种 某 某些 另 另外 此 此外 之 之前 之后 以后 以前 时候 时 里 里面 中 下 来 出 起来 出来
过 得 地 呢 吗 吧 啊 呀 哦 嗯 哈 啦 嘛 么 来说 而言 方面 东西 事情 地方 问题 情况 总体 整体 总的来说 目前 现在 今天 进行 作为 通过 表示 来讲 不是 不会 不能 不要 不用 是否 就是 都是 也是 还行 请
`;
const english = `
a about after all also am an and any are as at be because been before being but by can could did do does doing don down each few for from further had has have having he her here hers him his how i if in
into is it its just me more most my no nor not now of off on once only or other our out over own please same she should so some such than that the their them then there these they this those through to
too under until up very was we were what when where which while who whom why will with would you your
`;

/** Words without content of their own, Chinese and English: what a word list leaves out unless the user wants otherwise. */
export const usualStopWords: ReadonlySet<string> = new Set(
  `${chinese} ${english}`.split(/\s+/).filter((word) => word !== ''),
);

/** What people write when they have nothing to say; such an answer is not a comment. */
const nothingSaid = new Set(
  '无 没 没有 暂无 没了 没啥 没什么 无建议 无意见 没意见 没建议 没有意见 没有建议 暂时没有 暂无建议 暂无意见 不知道 不清楚 略 空 否 none no nothing nil na n/a null nope'.split(
    ' ',
  ),
);

/**
 * Is the answer empty of content: blank, only signs or digits, or one of the usual ways to say "none"? Our own list. Checked:
 * tests/shared/stats/comments.
 */
export function saysNothing(answer: string): boolean {
  const bare = answer
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '');
  return !/\p{L}/u.test(bare) || nothingSaid.has(bare);
}
