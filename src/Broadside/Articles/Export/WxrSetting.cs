using Broadside.Media;

namespace Broadside.Articles.Export;

/// <summary>What all items of one WXR file share.</summary>
internal sealed record WxrSetting
{
    public required Identity Identity { get; init; }

    /// <summary>The outlet's address, without a slash at the end.</summary>
    public required string Base { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What belongs to the whole outlet; absent where one article leaves alone.</summary>
    public SiteFacts? Site { get; init; }

    public IReadOnlyList<PersonCard> People { get; init; } = [];

    public IReadOnlyList<TopicCard> Topics { get; init; } = [];

    public required ExportedMedia Media { get; init; }

    public string Absolute(string path) => Base + path;

    public string FileOf(string sha256) => Base + MediaAddress.Root + Media.NameOf(sha256);
}
