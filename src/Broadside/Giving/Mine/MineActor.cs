using Broadside.Guard;

namespace Broadside.Giving.Mine;

/// <summary>A donor who acts on their own page, as the audit log knows them: by a number that says nothing about who they are.</summary>
public static class MineActor
{
    public static Actor Of(string donor) => new("donor/" + donor, "donor");
}
