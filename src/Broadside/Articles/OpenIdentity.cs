using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>A newsroom that has no identity yet gets the default one, so that its pages have a name.</summary>
internal sealed class OpenIdentity(VersionStore versions, WriteSiteRecord write, KeyRing keys) : IOpening
{
    public async Task OpenAsync(CancellationToken cancel)
    {
        if (keys.CanSign && versions.Live(SiteRecord.Subject(Identity.Part)) is null)
        {
            await write.RunAsync(Identity.Part, new Identity(), Actor.Operator, "A new newsroom.", cancel);
        }
    }
}
