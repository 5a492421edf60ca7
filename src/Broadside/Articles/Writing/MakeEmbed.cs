using Broadside.Articles.Body;
using Broadside.Articles.Body.Reading;
using Broadside.Kit;

namespace Broadside.Articles.Writing;

/// <summary>Makes a block of something that stands elsewhere, known by its address alone: nothing is fetched.</summary>
public static class MakeEmbed
{
    public static Outcome<Embed> Run(string? address)
    {
        var clean = WebAddress.Clean(address?.Trim());
        if (clean is null || !clean.StartsWith("http", StringComparison.Ordinal))
        {
            return new Refusal("address", "This is no address of a page. Copy it from the browser’s address line, beginning with https://.", "url");
        }
        var (provider, url) = EmbedAddress.Recognise(clean) ?? ("link", clean);
        return new Embed { Id = Ids.NewBlockId(), Provider = provider, Url = url };
    }
}
