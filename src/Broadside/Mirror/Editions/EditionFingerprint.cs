using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Themes;

namespace Broadside.Mirror.Editions;

/// <summary>What every page is made with besides content: the program, the theme, the address, the site key, those before it and who vouches for it.</summary>
public sealed class EditionFingerprint(Theme theme, BaseAddress address, KeyRing keys, SiteSettings settings, DataFolder folder, Catalogue catalogue)
{
    public string Value
    {
        get
        {
            var certificate = Path.Combine(folder.Keys, "site.cert");
            var vouched = File.Exists(certificate) ? File.ReadAllText(certificate) : "";
            var former = string.Join(' ', keys.Retired.Select(r => r.Line));
            return CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Join('\n', typeof(EditionFingerprint).Module.ModuleVersionId, theme.Hash, address.Value, keys.SitePublicKey, former, settings.Onion, settings.OfflineWorker, vouched, catalogue.FrameFacts())));
        }
    }
}
