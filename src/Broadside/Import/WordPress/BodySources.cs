namespace Broadside.Import.WordPress;

/// <summary>What a body may point to elsewhere in the export.</summary>
internal sealed record BodySources(AttachmentShelf Attachments, IReadOnlyDictionary<string, string> ReusableBlocks)
{
    public static BodySources None { get; } = new(new AttachmentShelf(), new Dictionary<string, string>());
}
