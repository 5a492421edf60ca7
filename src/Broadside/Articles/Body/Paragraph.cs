namespace Broadside.Articles.Body;

public sealed record Paragraph : TextBlock;
