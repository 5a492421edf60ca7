using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;

namespace Broadside.Mirror.Pages;

/// <summary>A sheet to hand to somebody who will hold a copy: the key and the commands.</summary>
[Needs(Right.ManageSite)]
public sealed class VolunteerPage(BaseAddress address, KeyRing keys) : DeskPage
{
    public string Outlet => address.Value;

    public string Key => keys.SitePublicKey;

    public void OnGet()
    {
    }
}
