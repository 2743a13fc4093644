from django.core.management.base import BaseCommand, CommandError

from documents import fonts


class Command(BaseCommand):
    help = "Say which fonts documents are printed in, and fail when one is missing."

    def handle(self, *args: object, **options: object) -> None:
        faces = fonts.faces()
        for face in faces:
            self.stdout.write(f"{face.use}: {face.family or 'missing'}")
        boxes = fonts.unprintable(fonts.RARE)
        missing = [face.use for face in faces if face.is_missing]
        if missing or boxes:
            raise CommandError(
                f"Cannot print: {', '.join(missing) or 'all faces are there'}; "
                f"letters without a font: {boxes or 'none'}. "
                "Install fonts-noto-cjk, fonts-noto-cjk-extra and fonts-lxgw-wenkai."
            )
