namespace Broadside.Guard;

/// <summary>What a person may do at the desk. Which role has which stands in Staff; every address of the desk names the one that it needs.</summary>
public enum Right
{
    /// <summary>Come in at all: home, own account.</summary>
    Enter,
    Write,
    Publish,
    EditOthers,
    Review,
    Translate,

    /// <summary>Front page, menus, topics, series, people, redirects, notices.</summary>
    Curate,

    /// <summary>What the list is mailed and when; the mail that leaves.</summary>
    SendDigest,
    ManageMedia,

    /// <summary>Who gets the outlet's mail: look, bring lists over, take them out, erase.</summary>
    ManageSubscribers,

    /// <summary>The outlet's identity, theme and imports.</summary>
    ManageSite,
    ManageStaff,
    SeeMoney,
    HandleMoney,
    SeeAudit,
    SeeHealth,
    ManageKeys,
}
