namespace Broadside.Articles.Body.Reading;

/// <summary>An address of a file by its ending: sound, film, or a document to download.</summary>
internal static class FileLink
{
    private static readonly string[] Sound = [".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"];
    private static readonly string[] Film = [".mp4", ".m4v", ".webm", ".ogv", ".mov"];
    private static readonly string[] Documents = [".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".odp", ".epub", ".zip"];

    /// <summary>Null when the address is no file of these, or a document that stands on another host.</summary>
    public static Block? Make(ReadContext context, string? source, string? words)
    {
        var path = source is null ? "" : source.Split('?', '#')[0];
        if (Ends(path, Sound) || Ends(path, Film))
        {
            return Play(context, Ends(path, Film), [source!], words);
        }
        if (!Ends(path, Documents))
        {
            return null;
        }
        var found = context.Find(source);
        var host = WebAddress.HostOf(source);
        if (found is null && host is not null && !context.Options.OwnHosts.Contains(host) && !context.Options.OwnHosts.Contains("www." + host))
        {
            return null;
        }
        var name = string.IsNullOrWhiteSpace(words) ? Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]) : words;
        return new FileBlock { Id = context.NewId(), Name = name, Media = found?.Media, Source = found is null ? source : null, Bytes = found?.Bytes, MediaType = found?.MediaType };
    }

    public static Block Play(ReadContext context, bool film, List<string> sources, string? title)
    {
        var found = sources.Select(context.Find).FirstOrDefault(f => f is not null);
        var source = found is null ? sources[0] : null;
        var named = string.IsNullOrWhiteSpace(title) ? null : title;
        return film
            ? new Video { Id = context.NewId(), Media = found?.Media, Source = source, Title = named, Caption = found?.Caption, Credit = found?.Credit, MediaType = found?.MediaType }
            : new Audio { Id = context.NewId(), Media = found?.Media, Source = source, Title = named, Caption = found?.Caption, Credit = found?.Credit, MediaType = found?.MediaType, Bytes = found?.Bytes, Seconds = found?.Seconds };
    }

    private static bool Ends(string path, string[] endings) => endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
