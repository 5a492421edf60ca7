namespace Broadside.Import.Uploads;

/// <summary>What a person agreed to: bringing over these files with these wishes, or taking that run back.</summary>
internal sealed record UploadApproval(string Upload, string Act, string Files, string Wishes, string? Run)
{
    public static UploadApproval Of(ImportUpload upload) => new(upload.Id, upload.State == ImportUploadState.Undoing ? "undo" : "run", upload.Files, upload.Wishes, upload.Run);
}
