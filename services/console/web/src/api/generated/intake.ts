// Generated from docs/openapi/intake.json by `npm run generate`. Do not edit.
export interface paths {
    "/api/intake/v1/petitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Petitions within the caller's scope, newest first. */
        get: operations["list_petitions"];
        put?: never;
        /** Registers a matter: case number and receipt code at once. */
        post: operations["register_petition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/petitions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One petition, masked. */
        get: operations["get_petition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/petitions/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what is hidden, and records who looked and why (section 10). */
        post: operations["reveal_petition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/v1/petitions/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The petition of a receipt code. */
        get: operations["public_petition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description 依法分类: which article of the Regulation governs the matter.
         * @enum {string}
         */
        CaseClass: "suggestion" | "accusation" | "claim";
        /**
         * Format: uuid
         * @description One petition and the case made of it: the same id in every service.
         */
        CaseId: string;
        /**
         * @description Where a case stands (section 7 of the domain table; the states of the main flow).
         * @enum {string}
         */
        CaseStatus: "registered" | "assigned" | "accepted" | "handling" | "decided" | "served" | "closed";
        /**
         * @description How a matter arrived (I5).
         * @enum {string}
         */
        Channel: "letter" | "visit" | "call" | "online" | "leader_reception" | "from_above" | "sweep" | "suggestion";
        /** @description Units and persons of the directory, at most 100 each. */
        ConflictBody: {
            /** @description Excluded (art. 30) or recused (art. 28). */
            persons?: components["schemas"]["PersonId"][];
            /** @description Accusation: excluded. Otherwise: complained of, may decide but not supervise. */
            units?: components["schemas"]["UnitId"][];
        };
        /** @description A petitioner behind masks. */
        MaskedPetitioner: {
            /** @description `云溪县****`. */
            address?: string | null;
            /** @description `1*****************`. */
            id_number?: string | null;
            /** @description `李*`. */
            name: string;
            /** @description `138****0000`. */
            phone?: string | null;
            /** @description One of the at most five of a visit (art. 20). */
            representative: boolean;
        };
        /** @description One petitioner, unmasked. */
        OpenPetitioner: {
            /** @description Postal address. */
            address?: string | null;
            /** @description 18 characters. */
            id_number?: string | null;
            /** @description As signed. */
            name: string;
            /** @description Digits. */
            phone?: string | null;
            /** @description Chosen by visitors (art. 20). */
            representative: boolean;
        };
        /** @description One page of a list. */
        Page_PetitionSummary: {
            items: {
                case_number: string;
                category?: string | null;
                channel: components["schemas"]["Channel"];
                class: components["schemas"]["CaseClass"];
                id: components["schemas"]["CaseId"];
                /** @description Registered on a later day than received. */
                late_entry: boolean;
                /**
                 * Format: int64
                 * @description Heads counted (人次).
                 */
                persons: number;
                place?: string | null;
                /** Format: date-time */
                received_at: string;
                /** Format: date-time */
                registered_at: string;
                subject: string;
                /**
                 * Format: int64
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /**
         * Format: uuid
         * @description A member of staff in the directory; minted by routing. Never a petitioner.
         */
        PersonId: string;
        /** @description What lists show of a petition. */
        PetitionSummary: {
            case_number: string;
            category?: string | null;
            channel: components["schemas"]["Channel"];
            class: components["schemas"]["CaseClass"];
            id: components["schemas"]["CaseId"];
            /** @description Registered on a later day than received. */
            late_entry: boolean;
            /**
             * Format: int64
             * @description Heads counted (人次).
             */
            persons: number;
            place?: string | null;
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            registered_at: string;
            subject: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description A petition as anybody on the case may see it. */
        PetitionView: components["schemas"]["PetitionSummary"] & {
            /** @description Always null here; see `reveal`. */
            body?: string | null;
            /**
             * Format: int64
             * @description Characters of the hidden text.
             */
            body_chars: number;
            /** @description Masked; see `reveal`. */
            petitioners: components["schemas"]["MaskedPetitioner"][];
            reception?: components["schemas"]["ReceptionView"] | null;
        };
        /** @description A petitioner. */
        PetitionerBody: {
            /** @description At most 200 characters. */
            address?: string | null;
            /** @description 18 characters with a valid check character (GB 11643). */
            id_number?: string | null;
            /** @description 1–60 characters. */
            name: string;
            /** @description Mobile or landline. */
            phone?: string | null;
            /** @description One of the at most five representatives of a visit (art. 20). */
            representative?: boolean;
        };
        /** @description Where a petition stands. */
        PublicView: {
            case_number: string;
            /** Format: date-time */
            registered_at: string;
            status: components["schemas"]["CaseStatus"];
            /** @description The status in words. */
            step: components["schemas"]["Words"];
        };
        /** @description A reception that has ended. */
        ReceptionBody: {
            /**
             * Format: date-time
             * @description The assignment letter's 2 days count from here (R4).
             */
            ended_at: string;
            /** @description How it ended. */
            result: components["schemas"]["ReceptionResult"];
        };
        /**
         * @description How a leaders' reception ended (I14).
         * @enum {string}
         */
        ReceptionResult: "solved_on_spot" | "by_date" | "explained" | "to_study";
        ReceptionView: {
            /** Format: date-time */
            ended_at: string;
            result: components["schemas"]["ReceptionResult"];
        };
        /** @description A matter to be registered (I5). */
        RegisterBody: {
            /** @description The petition's text, 1–20,000 characters; stored encrypted. */
            body: string;
            /** @description Path in the subject table (I10), levels joined by `/`; at most 100 characters. */
            category?: string | null;
            /** @description How the matter arrived. */
            channel: components["schemas"]["Channel"];
            /** @description Claim (art. 31) unless said otherwise; accusations (art. 30) are numbered and seen apart. */
            class?: components["schemas"]["CaseClass"];
            conflict?: components["schemas"]["ConflictBody"] | null;
            /**
             * Format: int64
             * @description Heads counted (人次), 1–100,000.
             */
            persons: number;
            /** @description At most 200; none for an anonymous letter. Stored encrypted, masked in every answer. */
            petitioners?: components["schemas"]["PetitionerBody"][];
            /** @description Where the matter is; at most 200 characters, without an ID or mobile number. */
            place?: string | null;
            /**
             * Format: date-time
             * @description When it reached the office; absent: the end of the reception, else now.
             */
            received_at?: string | null;
            reception?: components["schemas"]["ReceptionBody"] | null;
            source?: components["schemas"]["SourceBody"] | null;
            /** @description One line, 1–200 characters, without an ID or mobile number: it goes to every unit concerned. */
            subject: string;
        };
        /** @description The answer to a registration. */
        Registered: {
            /** @description True when the import row was registered before; absent otherwise. */
            already?: boolean;
            /** @description E.g. `YX-2026-L000123`. */
            case_number: string;
            /** @description The petition's id, and the case's in every service. */
            id: components["schemas"]["CaseId"];
            /**
             * @description 查询码, shown this once; null for an import row that was registered before. Ciphertext until the
             *     endpoint opens it: answers are kept for repetitions, and the code must not lie in the store.
             */
            receipt_code?: string | null;
            /**
             * Format: int64
             * @description The petition's version, for `If-Match`.
             */
            version: number;
        };
        /** @description What to show, and why. */
        RevealBody: {
            /** @description `body`, `petitioners`. */
            fields: string[];
            /** @description 2–200 characters; goes on the audit chain. */
            reason: string;
        };
        /** @description What was hidden. Only the fields that were asked for. */
        Revealed: {
            /** @description The petition's text. */
            body?: string | null;
            /** @description Who brought it, in the order they signed. */
            petitioners?: components["schemas"]["OpenPetitioner"][] | null;
        };
        /** @description The name of an import row. */
        SourceBody: {
            /** @description Its id there, at most 200 characters. */
            external_id: string;
            /** @description The source, at most 60 characters. */
            name: string;
        };
        /**
         * Format: uuid
         * @description A unit of the directory (an office, department, town, village or group); minted by routing.
         */
        UnitId: string;
        /** @description A text in both languages. */
        Words: {
            en: string;
            "zh-CN": string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_petitions: {
        parameters: {
            query?: {
                /** @description Part of the subject or of the case number, in any case. */
                q?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows, 1–200, 50 by default. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of petitions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PetitionSummary"];
                };
            };
        };
    };
    register_petition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            /** @description This import row was registered before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Registered */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description The import row belongs to a petition out of the caller's sight */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong fields, or an Idempotency-Key used for another body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_petition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case's id */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The petition */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PetitionView"];
                };
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reveal_petition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case's id */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealBody"];
            };
        };
        responses: {
            /** @description The fields asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No reason, or no field named */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    public_petition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The receipt code 查询码, in any case, with or without hyphens */
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the petition stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicView"];
                };
            };
            /** @description The code opens nothing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Asked too often */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
