"""The values that flow: plain, frozen, comparable. Nothing here touches a disk."""
