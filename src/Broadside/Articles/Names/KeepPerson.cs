using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Names;

/// <summary>Makes a person's page, or keeps what it says: role, a few words, portrait, addresses.</summary>
public sealed class KeepPerson(IDbContextFactory<NewsroomDb> dbs, MediaQueries media, WriteSiteRecord record, VersionStore versions, AuditLog audit)
{
    private const int Longest = 2000;
    private const int MostLinks = 12;

    /// <summary>What is said about a person. <paramref name="Links"/>: one address a line. <paramref name="Photo"/>: SHA-256 of a picture of the library, or the address of its page.</summary>
    public sealed record Said(string? Role, string? Bio, string? Photo, string? Links);

    /// <param name="slug">Null: somebody new, whose address is made of the name.</param>
    /// <param name="name">Of somebody new; others are renamed by <see cref="AskMoveName"/>.</param>
    /// <param name="said">What the page says.</param>
    /// <param name="who">Who says it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Person>> RunAsync(string? slug, string? name, Said said, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var (called, address) = ((name ?? "").Trim(), slug ?? Slug.From(name ?? ""));
        if (slug is null && (called.Length is 0 or > 120 || address.Length == 0))
        {
            return new Refusal("name_missing", "Write a name of at most 120 letters.", "Name");
        }
        var links = (said.Links ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var photo = Text(said.Photo)?.TrimEnd('/').Split('/')[^1].ToLowerInvariant();
        if (await FaultAsync(said, links, photo, cancel) is { } fault)
        {
            return fault;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var person = await db.Set<Person>().FindAsync([address], cancel);
        if (slug is null == person is not null)
        {
            return slug is null ? new Refusal("name_taken", "Another one has this address. Choose a different name.", "Name") : new Refusal("unknown", "There is no such person.");
        }
        if (person is null)
        {
            person = new Person { Slug = address, Name = called };
            db.Add(person);
        }
        (person.Role, person.Bio, person.Photo, person.Links) = (Text(said.Role), Text(said.Bio), photo, Person.LinksText(links));
        await audit.AddAsync(db, who, "keep person", $"people/{address}", person.Name, cancel);
        await versions.CommitAsync(db, writing, await record.DraftDirectoryAsync(db, who, $"The page of {person.Name}.", cancel), cancel);
        return person;
    }

    private async Task<Refusal?> FaultAsync(Said said, string[] links, string? photo, CancellationToken cancel)
    {
        if (said.Bio?.Length > Longest || said.Role?.Length > 200)
        {
            return new Refusal("name_long", $"That is longer than {Longest} letters. Shorten it.", said.Role?.Length > 200 ? "Role" : "Bio");
        }
        if (links.Length > MostLinks || Array.Exists(links, l => !(Uri.TryCreate(l, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")))
        {
            return new Refusal("person_links", $"At most {MostLinks} addresses, one a line, each beginning with http:// or https://.", "Links");
        }
        return photo is not null && (await media.FindAsync(photo, cancel) is not { Width: not null } file || MediaType.Named(file.MediaType)?.Kind != MediaKind.Picture)
            ? new Refusal("person_photo", "No picture of the library has this number. Copy its SHA-256 or its page’s address.", "Photo")
            : null;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
