namespace Broadside.Mirror.Targets;

/// <summary>By what a mirror is reached.</summary>
public enum MirrorKind
{
    /// <summary>A folder of this machine, as one on a USB stick or a mounted share.</summary>
    Folder,
    Sftp,

    /// <summary>A daemon of rsync, or rsync over SSH.</summary>
    Rsync,
    S3,
    WebDav,
}
