namespace Broadside.Backup.Tables;

/// <summary>Which part of a backup a table lies in.</summary>
public enum TablePart
{
    /// <summary><c>tables/</c>: what readers may know anyway. The only part of a public archive.</summary>
    Tables,

    /// <summary><c>desk/</c>: how the newsroom works. Drafts, notes, staff, the audit log.</summary>
    Desk,

    /// <summary><c>people/</c>: subscribers, donors, the books and the letters to them.</summary>
    People,

    /// <summary>Left out: what is made anew by itself, or must not outlive this copy of the newsroom.</summary>
    Fleeting,
}
