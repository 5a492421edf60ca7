using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Record.Reading;

namespace Broadside.Record.Anchoring;

/// <summary>A block as plain text: what anchors point into. The items of a list and the cells of a table are lines of it.</summary>
public sealed class BlockText(string id, string text, BlockKind kind = BlockKind.Body)
{
    private string? sha;

    public string Id => id;

    public string Text => text;

    public BlockKind Kind => kind;

    /// <summary>SHA-256 of the text, lower-case hexadecimal.</summary>
    public string Sha256 => sha ??= CanonicalJson.Sha256(Encoding.UTF8.GetBytes(text));

    /// <summary>Every block of an article that says something of its own: words set large beside the text only repeat it.</summary>
    public static IReadOnlyList<BlockText> Of(ArticleContent content) =>
        [.. ContentWalk.Blocks(content).Where(b => b is not Pullquote).Select(b => new BlockText(b.Id, string.Join('\n', ContentWalk.Texts(b).Select(t => t.Text)), KindOf(b))).Where(b => b.Text.Length > 0)];

    private static BlockKind KindOf(Block block) => block switch
    {
        Heading => BlockKind.Heading,
        Quote => BlockKind.Quote,
        Figure or Gallery => BlockKind.Caption,
        _ => BlockKind.Body,
    };
}
