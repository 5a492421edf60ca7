namespace Broadside.Articles.Export;

/// <summary>What WXR has no place for of a media file, in the attachment's post meta <see cref="Key"/>.</summary>
public sealed record WxrMedia(int V, string Name, string? Title, string? Licence, int? FocalX, int? FocalY)
{
    public const string Key = "_broadside_file";
}
